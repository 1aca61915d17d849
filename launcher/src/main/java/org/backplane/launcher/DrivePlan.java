package org.backplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The images behind the drives of a machine: --disk, --floppy and --cdrom. */
final class DrivePlan {
    private static final String IDE = "org.backplane.device.ide";
    private static final String FDC = "org.backplane.device.fdc";
    /** Where disks go, in this order; the master of the second channel is the CD-ROM drive. */
    private static final List<String> DISKS = List.of("primaryMaster", "primarySlave", "secondarySlave");
    private static final String CDROM = "secondaryMaster";
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
        List<String> names = images.stream().map(image -> image("--disk", image)).toList();
        machine.need("--disk", IDE, "hard disk controller");
        if (images.size() > DISKS.size()) {
            throw new UsageException("--disk: the controller takes " + DISKS.size() + " disks beside the CD-ROM drive");
        }
        for (int i = 0; i < names.size(); i++) {
            machine.require(IDE).put(DISKS.get(i), names.get(i));
        }
    }

    private void floppy(String image) {
        String name = image("--floppy", image);
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

    private static String image(String option, String image) {
        return mode(image) + InputFile.check(option, path(image));
    }

    private static String mode(String image) {
        return MODES.stream().filter(image::startsWith).findFirst().orElse("");
    }

    private static Path path(String image) {
        return Path.of(image.substring(mode(image).length()));
    }
}
