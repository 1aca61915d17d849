package org.backplane.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the options make of a machine description: the configurations to start with. Everything that can be known to be wrong
 * before the start is found here, and said in one line.
 */
final class LaunchPlan {
    static final String MACHINE = "org.backplane.machine";
    static final String OPERATOR = "org.backplane.operator";
    static final String SHELL = "org.backplane.shell";
    static final String RAM = "org.backplane.device.ram";
    static final String SHADOW = "org.backplane.device.ram.shadow";
    static final String RTC = "org.backplane.device.rtc";
    static final String UART = "org.backplane.device.uart";
    static final String DEBUGCON = "org.backplane.device.debugcon";
    static final String POST = "org.backplane.device.post";
    static final String EXIT = "org.backplane.device.exit";
    static final String VGA = "org.backplane.device.vga";
    static final String PNG = "org.backplane.display.png";
    static final String WINDOW = "org.backplane.display.swing";
    static final String ROM = "org.backplane.firmware.rom";
    static final String MULTIBOOT = "org.backplane.firmware.multiboot";
    /** PCI host bridges, which shadow the ROM themselves. */
    private static final List<String> HOST_BRIDGES = List.of("org.backplane.device.pci", "org.backplane.device.i440fx");
    private static final String STDIO = "stdio";
    private static final String NONE = "none";
    private static final String PNG_FILE = "png:";
    /** Memory of cards beside RAM. */
    private static final long CARD_BYTES = 64L << 20;
    /** All memory of a machine lies in one array. */
    private static final long LARGEST_RAM = 1920L << 20;
    private static final long SMALLEST_RAM = 1L << 20;
    /** Seconds until a device counts as absent. Whatever comes along is plugged in within a fraction of one. */
    private static final int PATIENCE = 5;
    private static final int PATIENCE_FOR_PLUGINS = 20;

    private final Options options;
    private final MachineFile machine;

    private LaunchPlan(Options options, MachineFile machine) {
        this.options = options;
        this.machine = machine;
    }

    /** The machine to start. */
    static MachineFile make(Options options) {
        LaunchPlan plan = new LaunchPlan(options, MachineFile.read(options.machine));
        plan.memory();
        plan.firmware();
        plan.drives();
        plan.display();
        plan.streams();
        plan.exitPort();
        plan.time();
        plan.operator();
        return plan.machine;
    }

    private void memory() {
        if (options.memory == null) {
            return;
        }
        long bytes = Size.parse("--memory", options.memory);
        if (bytes < SMALLEST_RAM || bytes > LARGEST_RAM) {
            throw new UsageException("--memory: " + options.memory + " is not between 1M and 1920M");
        }
        need("--memory", RAM, "RAM");
        machine.set(RAM, "bus.memory", ramRanges(bytes));
        machine.set(RTC, "memory", Long.toString(bytes));
        machine.require(MACHINE).put("arena", Long.toString(bytes + CARD_BYTES));
    }

    /** With shadow memory, RAM leaves the addresses from A0000h to FFFFFh to it. */
    private Object ramRanges(long bytes) {
        return machine.has(SHADOW) && bytes > SMALLEST_RAM
                ? new String[] {"0x0-0x9ffff", "0x100000+" + (bytes - SMALLEST_RAM)} : "0x0+" + bytes;
    }

    private void need(String option, String pid, String what) {
        if (!machine.has(pid)) {
            throw new UsageException(option + ": the machine '" + machine.name() + "' has no " + what + " (" + pid + ")");
        }
    }

    private void firmware() {
        if (options.kernel == null) {
            if (options.append != null || options.initrd != null) {
                throw new UsageException((options.append != null ? "--append" : "--initrd") + " needs --kernel");
            }
            if (options.rom != null) {
                readable("--rom", options.rom);
                machine.require(ROM).put("image", options.rom.toAbsolutePath().toString());
                shadow();
            }
            return;
        }
        if (options.rom != null) {
            throw new UsageException("--kernel starts without firmware; leave out --rom");
        }
        kernel();
    }

    /** Firmware writes to its own variables below 1 MiB; without a bridge that gives it RAM there, the ROM's card must. */
    private void shadow() {
        if (HOST_BRIDGES.stream().noneMatch(machine::has)) {
            machine.require(ROM).putIfAbsent("shadow", "ram");
        }
    }

    private void kernel() {
        readable("--kernel", options.kernel);
        List<String> modules = new ArrayList<>();
        if (options.initrd != null) {
            readable("--initrd", options.initrd);
            modules.add(options.initrd.toAbsolutePath().toString());
        }
        machine.remove(ROM);
        Map<String, Object> properties = machine.require(MULTIBOOT);
        properties.put("kernel", options.kernel.toAbsolutePath().toString());
        properties.put("append", options.append == null ? "" : options.append);
        properties.put("modules", modules.toArray(String[]::new));
        properties.put("memory", ramBytes());
    }

    /** The size of RAM from address 0, as the description or --memory says. */
    private String ramBytes() {
        need("--kernel", RAM, "RAM");
        if (machine.has(SHADOW)) {
            throw new UsageException("--kernel: the machine '" + machine.name() + "' starts with firmware, not without");
        }
        String range = machine.configurations().entrySet().stream()
                .filter(entry -> MachineFile.isInstance(entry.getKey(), RAM))
                .map(entry -> entry.getValue().getOrDefault("bus.memory", "0x0+16M"))
                .map(value -> value instanceof String[] ? ((String[]) value)[0] : String.valueOf(value))
                .findFirst().orElseThrow();
        int plus = range.indexOf('+');
        if (plus < 0) {
            throw new UsageException("--kernel: cannot tell the size of RAM from bus.memory '" + range
                    + "'; write it as 0x0+SIZE or give --memory");
        }
        return range.substring(plus + 1).trim();
    }

    /** What a file must be that a device will open; whether its contents will do, the device says. */
    private static void readable(String option, Path file) {
        if (!Files.exists(file)) {
            throw new UsageException(option + ": there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException(option + ": " + file + " is no file that can be read");
        }
    }

    private void drives() {
        drive("--disk", options.disk, "hard disk controller");
        drive("--floppy", options.floppy, "floppy disk controller");
        drive("--cdrom", options.cdrom, "CD-ROM drive");
    }

    /** What the description says of displays counts only without the option. */
    private void display() {
        if (options.display == null) {
            return;
        }
        machine.remove(WINDOW);
        machine.remove(PNG);
        if (options.display.equals(NONE)) {
            return;
        }
        need("--display", VGA, "display adapter");
        String file = options.display.startsWith(PNG_FILE) ? options.display.substring(PNG_FILE.length()) : "";
        if (options.display.equals("window")) {
            machine.require(WINDOW);
        } else if (!file.isEmpty()) {
            machine.require(PNG).put("path", writable(Path.of(file).toAbsolutePath()).toString());
        } else {
            throw new UsageException("--display: '" + options.display + "' is none of none, window and png:PATH");
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

    private void drive(String option, Path image, String controller) {
        if (image == null) {
            return;
        }
        readable(option, image);
        throw new UsageException(option + ": the machine '" + machine.name() + "' has no " + controller);
    }

    private void streams() {
        List<String> onStdio = new ArrayList<>();
        note(onStdio, "--serial", options.serial);
        note(onStdio, "--debugcon", options.debugcon);
        note(onStdio, "--post", options.post);
        note(onStdio, "--shell", options.shell);
        if (onStdio.size() > 1) {
            throw new UsageException(String.join(" and ", onStdio) + " cannot both have stdio");
        }
        if (!onStdio.isEmpty()) {
            freeStdio();
        }
        if (options.serial != null) {
            need("--serial", UART, "serial port");
            stream("--serial", options.serial, true);
            machine.configurations().get(firstUart()).put("host", options.serial);
        }
        if (options.debugcon != null) {
            stream("--debugcon", options.debugcon, false);
            machine.require(DEBUGCON).put("host", options.debugcon);
        } else if (machine.has(DEBUGCON) && !machine.configurations().get(DEBUGCON).containsKey("host")) {
            machine.require(DEBUGCON).put("host", NONE);
        }
        post();
        stream("--shell", options.shell, true);
        if (options.shell.startsWith("file:")) {
            throw new UsageException("--shell: a shell needs input; file: has none");
        }
        machine.require(SHELL).put("stream", options.shell);
        machine.require(SHELL).put("afterPowerOn", true);
    }

    private void post() {
        if (options.postPort != null) {
            machine.require(POST).put("bus.port", port("--post-port", options.postPort) + "+1");
        }
        if (options.post != null) {
            stream("--post", options.post, false);
            machine.require(POST).put("host", options.post);
        }
    }

    private static void note(List<String> users, String option, String stream) {
        if (STDIO.equals(stream)) {
            users.add(option);
        }
    }

    /** Takes standard input and output from the devices that the description gives it to. */
    private void freeStdio() {
        machine.configurations().values().stream().filter(properties -> STDIO.equals(properties.get("host")))
                .forEach(properties -> properties.put("host", NONE));
    }

    /** The port that COM1 usually is: {@code ~com1}, or else the first one. */
    private String firstUart() {
        return machine.configurations().keySet().stream().filter(key -> MachineFile.isInstance(key, UART))
                .min((a, b) -> Boolean.compare(b.endsWith("~com1"), a.endsWith("~com1"))).orElseThrow();
    }

    private static void stream(String option, String name, boolean mayListen) {
        boolean known = name.equals(NONE) || name.equals(STDIO) || name.matches("file:.+")
                || mayListen && name.matches("tcp:[0-9]{1,5}") && Integer.parseInt(name.substring(4)) <= 0xFFFF;
        if (!known) {
            throw new UsageException(option + ": '" + name + "' is none of stdio, none, file:PATH"
                    + (mayListen ? ", tcp:PORT" : ""));
        }
    }

    private void exitPort() {
        if (options.exitPort != null) {
            machine.require(EXIT).put("bus.port", Integer.toString(port("--exit-port", options.exitPort)));
            machine.require(EXIT).put("bus.port.size", "4");
        }
    }

    static int port(String option, String text) {
        try {
            int port = Integer.decode(text);
            if (port >= 0 && port <= 0xFFFC) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException(option + ": '" + text + "' is not a port number, 0 to 0xfffc");
    }

    private void time() {
        if (options.deterministic) {
            machine.require(MACHINE).put("clock", "instructions");
            machine.set(RTC, "time", "2026-01-01T00:00:00");
        }
        if (options.timeout != null && !options.timeout.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException("--timeout: '" + options.timeout + "' is not a number of seconds");
        }
    }

    /** What has to be there before power comes on. A folder of plug-ins may bring it after a while. */
    private void operator() {
        Map<String, Object> operator = machine.require(OPERATOR);
        operator.put("timeoutSeconds", options.timeout == null ? 0 : Integer.valueOf(options.timeout));
        operator.put("devices", machine.configurations().keySet().stream()
                .filter(pid -> pid.startsWith("org.backplane.device.") || pid.startsWith("org.backplane.firmware.")
                        || pid.startsWith("org.backplane.cpu")).toArray(String[]::new));
        operator.put("components", machine.configurations().keySet().stream()
                .filter(pid -> pid.equals(SHELL) || MachineFile.isInstance(pid, MACHINE)).toArray(String[]::new));
        operator.put("patienceSeconds", Platform.plugins(options).isPresent() ? PATIENCE_FOR_PLUGINS : PATIENCE);
    }
}
