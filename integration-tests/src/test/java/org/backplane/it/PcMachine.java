package org.backplane.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine {@code pc} with some cards out or in, as a description of its own. */
final class PcMachine {
    private static final Path DESCRIPTION = Path.of("..", "launcher", "machines", "pc.json");

    private String text;

    PcMachine() throws IOException {
        text = Files.readString(DESCRIPTION);
    }

    /** Takes a card out that stands on a line of its own. */
    PcMachine without(String pid) {
        return replace("(?m)^ *\"" + Pattern.quote(pid) + "\":.*\\n", "");
    }

    /** Takes the CD-ROM drive out. */
    PcMachine withoutCdrom() {
        return replace(",\\s*\"secondaryMaster\": \"cdrom:\"", "");
    }

    /** Puts a virtio disk in, at 03.0. */
    PcMachine withVirtioDisk(Path image) {
        return replace("\\n}\\s*$", Matcher.quoteReplacement(",\n  \"org.backplane.device.virtio.blk~disk\": {"
                + " \"image\": \"" + image.toAbsolutePath() + "\", \"bus.pci\": \"3.0\" }\n}\n"));
    }

    /** Puts the educational device in, at 05.0; its bundle has to be a plug-in. */
    PcMachine withEducationalDevice() {
        return replace("\\n}\\s*$", ",\n  \"org.backplane.device.edu\": { \"bus.pci\": \"5.0\" }\n}\n");
    }

    /** Makes an instruction last so long; virtual time has to follow the count of instructions. */
    PcMachine withNanosPerInstruction(int nanos) {
        return replace("(\"org.backplane.machine\": \\{)", "$1 \"nanosPerInstruction\": " + nanos + ",");
    }

    private PcMachine replace(String expression, String replacement) {
        String changed = Pattern.compile(expression).matcher(text).replaceFirst(replacement);
        if (changed.equals(text)) {
            throw new AssertionError(DESCRIPTION + " has nothing like " + expression);
        }
        text = changed;
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.writeString(file, text);
    }
}
