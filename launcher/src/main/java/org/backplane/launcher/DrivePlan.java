package org.backplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images behind the drives of a machine: --disk, --floppy and --cdrom. */
final class DrivePlan {
    private static final String IDE = "org.backplane.device.ide";
    private static final String VIRTIO = "org.backplane.device.virtio.blk";
    private static final String PCI = "org.backplane.device.pci.host";
    private static final String FDC = "org.backplane.device.fdc";
    /** Where disks go, in this order; the master of the second channel is the CD-ROM drive. */
    private static final List<String> DISKS = List.of("primaryMaster", "primarySlave", "secondarySlave");
    private static final String CDROM = "secondaryMaster";
    private static final String ON_VIRTIO = "virtio:";
    /** What a disk is connected to; without a word it is the first one. */
    private static final List<String> BUSES = List.of("ide:", ON_VIRTIO);
    private static final Pattern WORD = Pattern.compile("[a-z]+:");
    /** How an image is opened; without one it is read and written. */
    private static final List<String> MODES = List.of("overlay:", "readonly:");
    /** The byte of CMOS memory that says which diskette drives there are: drive A in its upper half. */
    private static final String CMOS_DRIVES = "0x10";

    /** The formats of diskettes, smallest first. */
    private enum Diskette {
        K360(360, 1), K720(720, 3), K1200(1200, 2), K1440(1440, 4), K2880(2880, 5);

        private final int kib;
        private final int driveType;

        Diskette(int kib, int driveType) {
            this.kib = kib;
            this.driveType = driveType;
        }

        long bytes() {
            return (long) kib << 10;
        }
    }

    private final MachineFile machine;

    DrivePlan(MachineFile machine) {
        this.machine = machine;
    }

    void apply(Options options) {
        if (!options.disks.isEmpty()) {
            disks(options.disks);
        }
        if (options.cdrom != null) {
            String image = InputFile.check("--cdrom", options.cdrom);
            machine.need("--cdrom", IDE, "CD-ROM drive");
            machine.require(IDE).put(CDROM, "cdrom:readonly:" + image);
        }
        if (options.floppy != null) {
            floppy(options.floppy);
        }
    }

    private void disks(List<String> images) {
        List<String> ide = new ArrayList<>();
        List<String> virtio = new ArrayList<>();
        for (String image : images) {
            String bus = BUSES.stream().filter(image::startsWith).findFirst().orElse("");
            (bus.equals(ON_VIRTIO) ? virtio : ide).add(image("--disk", image.substring(bus.length()), BUSES));
        }
        if (!ide.isEmpty()) {
            ideDisks(ide);
        }
        if (!virtio.isEmpty()) {
            virtioDisks(virtio);
        }
    }

    private void ideDisks(List<String> names) {
        machine.need("--disk", IDE, "hard disk controller");
        if (names.size() > DISKS.size()) {
            throw new UsageException("--disk: the controller takes " + DISKS.size() + " disks beside the CD-ROM drive; "
                    + ON_VIRTIO + "FILE is a card of its own");
        }
        for (int i = 0; i < names.size(); i++) {
            machine.require(IDE).put(DISKS.get(i), names.get(i));
        }
    }

    /** Each is a PCI function of its own, in the first free place. */
    private void virtioDisks(List<String> names) {
        machine.need("--disk " + ON_VIRTIO, PCI, "PCI bus");
        for (int i = 0; i < names.size(); i++) {
            machine.require(VIRTIO + "~option" + i).put("image", names.get(i));
        }
    }

    private void floppy(String image) {
        String name = image("--floppy", image, List.of());
        machine.need("--floppy", FDC, "floppy disk controller");
        machine.require(FDC).put("image", new String[] {name});
        if (machine.has(LaunchPlan.RTC)) {
            machine.add(LaunchPlan.RTC, "bytes", CMOS_DRIVES + "=0x" + driveType(path(image)) + "0");
        }
    }

    /**
     * The drive for the smallest diskette that holds the image, as the byte in CMOS memory has it (IBM PC AT, "CMOS RAM").
     */
    private static int driveType(Path image) {
        try {
            long bytes = Files.size(image);
            for (Diskette diskette : Diskette.values()) {
                if (bytes > 0 && bytes <= diskette.bytes()) {
                    return diskette.driveType;
                }
            }
            throw new UsageException("--floppy: " + image + " has " + bytes
                    + " bytes; a diskette has 360, 720, 1200, 1440 or 2880 KiB, and an image may end before it does");
        } catch (IOException e) {
            throw new UsageException("--floppy: " + image + " cannot be read: " + e.getMessage());
        }
    }

    /** An image by the name that the host opens it with. A word before a colon that is nothing is most likely mistyped. */
    private static String image(String option, String image, List<String> buses) {
        Path path = path(image);
        Matcher word = WORD.matcher(path.toString());
        if (path.toString().isBlank()) {
            throw new UsageException(option + ": '" + image + "' names no file");
        }
        if (word.lookingAt() && !Files.exists(path)) {
            throw new UsageException(option + ": '" + word.group() + "' is none of "
                    + String.join(" ", buses) + (buses.isEmpty() ? "" : ", followed by ") + String.join(" ", MODES)
                    + ", and there is no file " + path);
        }
        return mode(image) + InputFile.check(option, path);
    }

    private static String mode(String image) {
        return MODES.stream().filter(image::startsWith).findFirst().orElse("");
    }

    private static Path path(String image) {
        return Path.of(image.substring(mode(image).length()));
    }
}
