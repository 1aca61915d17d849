package org.backplane.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a file must be that a device will open; whether its contents will do, the device says. */
final class InputFile {
    private InputFile() {
    }

    /** The file by its absolute path. */
    static String check(String option, Path file) {
        if (!Files.exists(file)) {
            throw new UsageException(option + ": there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException(option + ": " + file + " is no file that can be read");
        }
        return file.toAbsolutePath().toString();
    }
}
