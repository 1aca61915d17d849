package org.backplane.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** The display adapter's ROM, and what shows its picture: --vgabios and --display. */
final class DisplayPlan {
    static final String WINDOW = "org.backplane.display.swing";
    private static final String PNG = "org.backplane.display.png";
    private static final String VGA = "org.backplane.device.vga";
    private static final String ROM = "rom";
    private static final String NONE = "none";
    private static final String PNG_FILE = "png:";
    /** Video firmware as Debian's package seabios names it: for the adapter as a PCI function, and as an ISA card. */
    private static final String PCI_IMAGE = "vgabios-stdvga.bin";
    private static final String ISA_IMAGE = "vgabios-isavga.bin";
    /** Where that package has it: for a kernel's boot ROM, which brings none along. */
    private static final Path DEBIAN = Path.of("/usr/share/seabios");

    private final MachineFile machine;

    DisplayPlan(MachineFile machine) {
        this.machine = machine;
    }

    void apply(Options options) {
        if (options.vgabios != null) {
            machine.need("--vgabios", VGA, "display adapter");
            videoFirmware(InputFile.check("--vgabios", options.vgabios));
        } else if (options.rom != null && machine.has(VGA)) {
            videoFirmwareIn(options.rom.toAbsolutePath().getParent());
        } else if (options.kernel != null && machine.has(VGA) && !isIsa()) {
            videoFirmwareIn(DEBIAN);
        }
        if (options.display != null) {
            display(options.display);
        }
    }

    /** Firmware brings its video firmware along; an adapter without any stays dark. */
    private void videoFirmwareIn(Path folder) {
        Path image = folder.resolve(isIsa() ? ISA_IMAGE : PCI_IMAGE);
        if (!machine.require(VGA).containsKey(ROM) && Files.isReadable(image)) {
            videoFirmware(image.toString());
        }
    }

    private boolean isIsa() {
        return "".equals(machine.require(VGA).get("bus.pci"));
    }

    /** The adapter has it in its expansion ROM; without PCI the firmware gets it as a file. */
    private void videoFirmware(String image) {
        if (isIsa() && machine.has(LaunchPlan.FWCFG)) {
            machine.add(LaunchPlan.FWCFG, "files", "vgaroms/vgabios.bin=" + image);
        } else {
            machine.set(VGA, ROM, image);
        }
    }

    /** What the description says of displays counts only without the option. */
    private void display(String display) {
        machine.remove(WINDOW);
        machine.remove(PNG);
        if (display.equals(NONE)) {
            return;
        }
        machine.need("--display", VGA, "display adapter");
        String file = display.startsWith(PNG_FILE) ? display.substring(PNG_FILE.length()) : "";
        if (display.equals("window")) {
            machine.require(WINDOW);
        } else if (!file.isEmpty()) {
            machine.require(PNG).put("path", writable(Path.of(file).toAbsolutePath()).toString());
        } else {
            throw new UsageException("--display: '" + display + "' is none of none, window and png:PATH");
        }
    }

    /** Said before the machine runs, not when its last picture is lost. */
    private static Path writable(Path file) {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new UsageException("--display: " + file + " cannot be written");
        }
        return file;
    }
}
