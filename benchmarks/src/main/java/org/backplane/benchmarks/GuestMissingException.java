package org.backplane.benchmarks;

import java.nio.file.Path;

/** The benchmark guest is not there, so its workloads are skipped. JMH prints it, hence without a stack trace. */
final class GuestMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuestMissingException(Path image) {
        super("skipped: no benchmark guest at " + image + "; -jvmArgsAppend -Dguest=PATH says where it is", null, false,
                false);
    }
}
