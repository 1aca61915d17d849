package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the author of a driver looks at first - lspci, setserial, /proc/ioports and /proc/iomem - against what the machine
 * {@code pc} says of itself with {@code pc:pci} and {@code pc:map}.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LinuxToolsIT {
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final String[] DRIVERS = {"ata_piix", "sd_mod", "virtio_pci", "virtio_blk", "floppy", "i2c-piix4",
        "qemu_fw_cfg"};
    private static final int VIRTIO_BYTES = 1 << 20;

    /** A row of {@code pc:pci}: place, vendor and device, class, interface, rights, interrupt pin and line if any, device. */
    private static final Pattern FUNCTION = Pattern.compile("(?m)^(00:\\S+) +(\\S+) +([0-9a-f]{4})([0-9a-f]{2}) +([-I])([-M])([-B])"
            + "(?: +INT([A-D]) (\\d+))?.*? (org\\.backplane\\.\\S+) ");
    /** A row of {@code pc:map}: first address, last address, and then name and device. */
    private static final Pattern RANGE = Pattern.compile("(?m)^ +([0-9a-f]+)-([0-9a-f]+) .* (\\S+) +(org\\.backplane\\.\\S+) +org\\.");
    private static final Pattern CLAIM = Pattern.compile("(?m)^ *([0-9a-f]+)-([0-9a-f]+) : (.*)$");
    private static final String PORTS = "\nport\n";

    /** Ports that Linux does not ask about: fast reset, APM, display interface, debug console, edge/level, PCI hot-plug. */
    private static final List<String> NOBODYS = List.of("0092", "00b2", "01ce", "0402", "04d0", "ae00");

    /** A range of the machine's, as {@code pc:map} prints it. */
    private record Range(boolean port, String first, String last, String name, String device) {
        boolean isRegisterOfPci() {
            return name.startsWith("bar");
        }

        /** Its length as lspci says it. */
        String size() {
            long bytes = Long.parseLong(last, 16) - Long.parseLong(first, 16) + 1;
            return bytes >= 1 << 20 ? (bytes >> 20) + "M" : bytes >= 1 << 10 ? (bytes >> 10) + "K" : Long.toString(bytes);
        }
    }

    @TempDir
    Path directory;

    @Test
    void linuxAndTheMachineSayTheSame() throws Exception {
        assumeTrue(Files.isReadable(SEABIOS), "there is no " + SEABIOS + "; the package seabios has it");
        Path kernel = DebianLinux.kernel("686");
        Path ramDisk = InitialRamDisk.of(kernel).load(DRIVERS).tools().write(directory.resolve("initrd.cpio"));
        Path disk = BootDisk.make(directory, kernel, ramDisk, LinuxShell.KERNEL_OPTIONS, "");
        Path virtio = Files.write(directory.resolve("virtio.img"), new byte[VIRTIO_BYTES]);
        int port = Distribution.freePort();
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--rom", SEABIOS.toString(),
                "--memory", "128M", "--serial", "stdio", "--disk", disk.toString(), "--disk", "virtio:" + virtio, "--shell",
                "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            List<Range> ranges = ranges(shell.type("map"));
            lspciListsTheFunctions(linux, shell.type("pci"), ranges);
            driversHaveThePorts(linux, ranges);
            functionsHaveTheirMemory(linux, ranges);
            setserialKnowsThePorts(linux);
            linux.say("poweroff -f");
            assertThat(started.awaitEnd()).isZero();
        }
    }

    private static List<Range> ranges(String map) {
        int ports = map.indexOf(PORTS);
        assertThat(ports).as(map).isPositive();
        return RANGE.matcher(map).results().map(row -> new Range(row.start() > ports, row.group(1), row.group(2), row.group(3),
                row.group(4))).toList();
    }

    private static void lspciListsTheFunctions(LinuxShell linux, String functions, List<Range> ranges) throws Exception {
        Map<String, String> listed = new HashMap<>();
        for (String function : linux.run("lspci -nvv 2>/dev/null").split("\n\n")) {
            listed.put(function.substring(0, function.indexOf(' ')), function);
        }
        List<MatchResult> rows = FUNCTION.matcher(functions).results().toList();
        assertThat(listed.keySet()).containsExactlyInAnyOrderElementsOf(rows.stream().map(row -> row.group(1)).toList());
        for (MatchResult row : rows) {
            isListedAs(listed.get(row.group(1)), row, ranges);
        }
        assertThat(listed.get("00:03.0")).as("virtio 1.2 \"Virtio Over PCI Bus\"").contains("VirtIO: CommonCfg\n\t\tBAR=4 ",
                "VirtIO: ISR\n\t\tBAR=4 ", "VirtIO: Notify\n\t\tBAR=4 ", "VirtIO: DeviceCfg\n\t\tBAR=4 ");
        listed.remove("00:03.0");
        assertThat(listed.values()).as("what has no capabilities").noneMatch(function -> function.contains("Cap+"));
    }

    private static void isListedAs(String listed, MatchResult row, List<Range> ranges) {
        assertThat(listed.lines().findFirst().orElseThrow()).matches(Pattern.quote(row.group(1) + " " + row.group(3) + ": "
                + row.group(2)) + "( \\(rev ..\\))?" + (row.group(4).equals("00") ? "" : " \\(prog-if " + row.group(4) + " .*"));
        assertThat(listed).contains("Control: I/O" + sign(row.group(5)) + " Mem" + sign(row.group(6)) + " BusMaster"
                + sign(row.group(7)));
        if (row.group(8) == null) {
            assertThat(listed).doesNotContain("Interrupt: pin");
        } else {
            assertThat(listed).contains("Interrupt: pin " + row.group(8) + " routed to IRQ " + row.group(9));
        }
        ranges.stream().filter(range -> range.isRegisterOfPci() && range.device().equals(row.group(10)))
                .forEach(range -> assertThat(listed).containsPattern("Region " + range.name().substring("bar".length()) + ": "
                        + (range.port() ? "I/O ports" : "Memory") + " at " + range.first() + " .*\\[size=" + range.size() + "\\]"));
    }

    private static String sign(String letter) {
        return letter.equals("-") ? "-" : "+";
    }

    /** Each range of ports is claimed by somebody other than the bus, in part at least, or nobody's. */
    private static void driversHaveThePorts(LinuxShell linux, List<Range> ranges) throws Exception {
        List<MatchResult> claims = CLAIM.matcher(linux.run("cat /proc/ioports")).results()
                .filter(claim -> !claim.group(3).startsWith("PCI Bus")).toList();
        List<String> unclaimed = new ArrayList<>();
        ranges.stream().filter(range -> range.port() && claims.stream().noneMatch(claim -> overlap(claim, range)))
                .forEach(range -> unclaimed.add(range.first()));
        assertThat(unclaimed).isEqualTo(NOBODYS);
    }

    /** Numbers of equal length compare as texts. */
    private static boolean overlap(MatchResult claim, Range range) {
        return claim.group(1).compareTo(range.last()) <= 0 && claim.group(2).compareTo(range.first()) >= 0;
    }

    private static void functionsHaveTheirMemory(LinuxShell linux, List<Range> ranges) throws Exception {
        String memory = linux.run("cat /proc/iomem");
        Stream<Range> registers = ranges.stream().filter(range -> !range.port() && range.isRegisterOfPci());
        assertThat(registers.toList()).as("two of the display adapter, one of the virtio disk").hasSize(3)
                .allSatisfy(range -> assertThat(memory).contains("  " + range.first() + "-" + range.last() + " : 0000:00:"));
        assertThat(memory).contains("fd000000-fdffffff : 0000:00:02.0", "fe000000-fe003fff : virtio-pci-modern",
                "000a0000-000bffff : Video RAM area", "000f0000-000fffff : System ROM");
        assertThat(memory).as("128 MiB but for what SeaBIOS keeps").containsPattern("(?m)^00100000-07[0-9a-f]{6} : System RAM$");
    }

    private static void setserialKnowsThePorts(LinuxShell linux) throws Exception {
        assertThat(linux.run("setserial -a /dev/ttyS0"))
                .startsWith("/dev/ttyS0, Line 0, UART: 16550A, Port: 0x03f8, IRQ: 4\n").contains("Baud_base: 115200,");
        assertThat(linux.run("setserial -a /dev/ttyS1"))
                .startsWith("/dev/ttyS1, Line 1, UART: 16550A, Port: 0x02f8, IRQ: 3\n").contains("Baud_base: 115200,");
    }
}
