package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where two traces of the same accesses differ in what was read: one line for each kind, such as {@code 2 r 64.1=1c / 18},
 * the number of times, the golden answer, and ours. A configuration register is named by its function and offset, a word of
 * IDENTIFY DEVICE by its number. The time of day cannot be the same: of its registers only the form is compared. Which
 * sector of a turning diskette READ ID meets is chance: only that it is one.
 */
final class TraceDifferences {
    private static final int CMOS_INDEX = 0x70;
    private static final int CMOS_DATA = 0x71;
    private static final int CONFADD = 0xcf8;
    private static final int CONFDATA = 0xcfc;
    private static final int CENTURY = 0x32;
    private static final int LAST_TIME = 9;
    private static final int ATA_DATA = 0x1f0;
    private static final int ATA_COMMAND = 0x1f7;
    private static final int IDENTIFY = 0xec;
    private static final int FDC_DATA = 0x3f5;
    private static final int READ_ID = 0x4a;
    /** ST0, ST1, ST2, cylinder and head come first. */
    private static final int READ_ID_SECTOR = 6;
    private static final int SECTORS = 18;

    private final Map<String, Integer> found = new TreeMap<>();
    private int cmosIndex;
    private int confadd;
    private int ataCommand;
    private int ataWords;
    private int fdcCommand;
    /** How many bytes were read since the last one was written; the first byte after results is a command. */
    private int fdcResults = 1;

    private TraceDifferences() {
    }

    static List<String> of(List<String> golden, List<String> ours) {
        if (golden.size() != ours.size()) {
            throw new AssertionError(golden.size() + " accesses were asked for and " + ours.size() + " made");
        }
        TraceDifferences differences = new TraceDifferences();
        for (int i = 0; i < golden.size(); i++) {
            differences.compare(golden.get(i), ours.get(i));
        }
        List<String> lines = new ArrayList<>();
        differences.found.forEach((line, times) -> lines.add(times + " " + line));
        return lines;
    }

    /** Reads a list of explained differences; each stands in a paragraph whose first line, with #, says why it is. */
    static List<String> read(Path file) throws IOException {
        List<String> differences = new ArrayList<>();
        boolean explained = false;
        for (String line : Files.readAllLines(file)) {
            explained = !line.isBlank() && (explained || line.startsWith("#"));
            if (!line.isBlank() && !line.startsWith("#")) {
                assertThat(explained).as("%s explains '%s'", file, line).isTrue();
                differences.add(line);
            }
        }
        return differences.stream().sorted().toList();
    }

    private void compare(String golden, String ours) {
        int equals = golden.indexOf('=');
        int address = Integer.parseUnsignedInt(golden.substring(2, golden.indexOf('.')), 16);
        int value = Integer.parseUnsignedInt(ours.substring(equals + 1), 16);
        if (golden.startsWith("W")) {
            latch(address, Integer.parseUnsignedInt(golden.substring(equals + 1), 16));
            return;
        }
        fdcResults += address == FDC_DATA ? 1 : 0;
        ataWords += address == ATA_DATA ? 1 : 0;
        if (!golden.equals(ours) && !isChance(address, value)) {
            found.merge(name(golden.substring(2, equals), address) + golden.substring(equals) + " / "
                    + ours.substring(equals + 1), 1, Integer::sum);
        }
    }

    private void latch(int address, int value) {
        if (address == CMOS_INDEX) {
            cmosIndex = value & 0x7f;
        } else if (address == CONFADD) {
            confadd = value;
        } else if (address == ATA_COMMAND) {
            ataCommand = value;
            ataWords = 0;
        } else if (address == FDC_DATA) {
            fdcCommand = fdcResults != 0 ? value : fdcCommand;
            fdcResults = 0;
        }
    }

    private boolean isChance(int address, int value) {
        return switch (address) {
            case CMOS_DATA -> isTime(value);
            case FDC_DATA -> fdcCommand == READ_ID && fdcResults == READ_ID_SECTOR && value >= 1 && value <= SECTORS;
            default -> false;
        };
    }

    /** A register of the time of day, with two decimal digits in it. */
    private boolean isTime(int value) {
        return (cmosIndex <= LAST_TIME || cmosIndex == CENTURY) && (value & 0xf) <= 9 && value >> 4 <= 9;
    }

    private String name(String access, int address) {
        if ((address & ~3) == CONFDATA) {
            return String.format("r %02x.%x %02x%s", confadd >> 11 & 0x1f, confadd >> 8 & 7, confadd & 0xfc | address & 3,
                    access.substring(access.indexOf('.')));
        }
        if (address == ATA_DATA && ataCommand == IDENTIFY) {
            return String.format("r identify %d.2", ataWords - 1);
        }
        return address == CMOS_DATA ? String.format("r cmos %02x.1", cmosIndex) : "r " + access;
    }
}
