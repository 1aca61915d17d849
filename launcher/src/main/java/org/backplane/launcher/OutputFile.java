package org.backplane.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a file must be that is written at the end of a run: it is too late then to say that it cannot be. */
final class OutputFile {
    private OutputFile() {
    }

    /** The file by its absolute path. */
    static String check(String option, Path file) {
        Path absolute = file.toAbsolutePath();
        if (Files.exists(absolute) ? Files.isDirectory(absolute) || !Files.isWritable(absolute)
                : !Files.isDirectory(absolute.getParent()) || !Files.isWritable(absolute.getParent())) {
            throw new UsageException(option + ": " + file + " cannot be written");
        }
        return absolute.toString();
    }
}
