package org.backplane.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Java that the distribution is started with. */
enum HostJava {
    /** That of the tests. */
    OF_TESTS,
    /** Another one: the environment says where it is. */
    NEWER;

    private static final String VARIABLE = "BACKPLANE_NEWER_JAVA";

    /** Its folder, which has {@code bin/java}; skips the test if it is not here. */
    Path home() {
        if (this == OF_TESTS) {
            return Path.of(System.getProperty("java.home"));
        }
        String home = System.getenv(VARIABLE);
        assumeTrue(home != null && Files.isExecutable(Path.of(home, "bin", "java")), VARIABLE + " names no folder of a newer Java");
        return Path.of(home);
    }

    /** Whether it has an archive of its own classes, to which others are added. */
    boolean sharesClasses() throws IOException, InterruptedException {
        return new ProcessBuilder(home().resolve("bin/java").toString(), "-Xshare:on", "-version").redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start().waitFor() == 0;
    }
}
