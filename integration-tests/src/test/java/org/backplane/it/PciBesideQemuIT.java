package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration space of every function behind the same firmware on QEMU's PC and on ours, read by the same boot
 * sector; docs/pci-beside-qemu.md lists the differences and explains them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PciBesideQemuIT {
    private static final Path BIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path QEMU = Path.of("/usr/bin/qemu-system-i386");
    private static final Path GUEST = Path.of("src", "test", "guests", "pci-dump.bin");
    private static final Path SOURCE = Path.of("src", "test", "guests", "pci-dump.asm");
    private static final Path EXPLAINED = Path.of("..", "docs", "pci-beside-qemu.md");
    private static final int DISK_BYTES = 1 << 20;
    /** The function, and its 256 bytes. */
    private static final Pattern FUNCTION = Pattern.compile("([0-9a-f]{2}\\.[0-7]) ([0-9a-f]{512})");
    /** A row of the table: function, offset, ours, QEMU's. */
    private static final Pattern ROW = Pattern.compile("\\| ([0-9a-f]{2}\\.[0-7]) \\| (\\w\\w) \\| (\\w\\w) \\| (\\w\\w) \\|.*");
    private static final int QEMU_SECONDS = 60;
    /** What the boot sector's 0 at the exit port becomes. */
    private static final int LEFT = 1;

    @TempDir
    Path folder;

    @Test
    void theBootSectorIsWhatItsSourceSays() throws Exception {
        Path assembled = Nasm.assemble(SOURCE, folder.resolve("pci-dump.bin"));
        assertThat(Files.readAllBytes(assembled)).isEqualTo(Files.readAllBytes(GUEST));
    }

    @Test
    void configurationSpaceDiffersWhereTheTableSays() throws Exception {
        assumeTrue(Files.isReadable(BIOS), "there is no " + BIOS + "; the package seabios has it");
        assumeTrue(Files.isExecutable(QEMU), "there is no " + QEMU + "; the package qemu-system-x86 has it");
        Path disk = Files.write(folder.resolve("disk"), Arrays.copyOf(Files.readAllBytes(GUEST), DISK_BYTES));

        Map<String, String> ours = parse(ours(disk));
        Map<String, String> theirs = parse(theirs(disk));
        assertThat(ours.keySet()).as("the same functions at the same places").isEqualTo(theirs.keySet())
                .containsExactlyInAnyOrder("00.0", "01.0", "01.1", "01.3", "02.0", "03.0");
        assertThat(differences(ours, theirs)).isEqualTo(explained());
    }

    private String ours(Path disk) throws Exception {
        Path machine = new PcMachine().withoutCdrom().withVirtioDisk(disk).write(folder.resolve("machine.json"));
        try (Distribution started = Distribution.start("--machine", machine.toString(), "--rom", BIOS.toString(),
                "--memory", "128M", "--serial", "stdio", "--exit-port", "0xf4")) {
            assertThat(started.awaitEnd()).as("it said: %s", started.err()).isEqualTo(LEFT);
            return started.out();
        }
    }

    private String theirs(Path disk) throws IOException, InterruptedException {
        Path out = folder.resolve("qemu.out");
        Process qemu = new ProcessBuilder(QEMU.toString(), "-M", "pc,accel=tcg", "-nodefaults", "-m", "128M",
                "-display", "none", "-bios", BIOS.toString(), "-device", "VGA,addr=2", "-drive",
                "if=none,id=disk,format=raw,file=" + disk, "-device", "virtio-blk-pci,drive=disk,addr=3", "-serial",
                "file:" + out, "-device", "isa-debug-exit,iobase=0xf4").inheritIO().start();
        try {
            assertThat(qemu.waitFor(QEMU_SECONDS, TimeUnit.SECONDS)).as("QEMU ends").isTrue();
            assertThat(qemu.exitValue()).isEqualTo(LEFT);
        } finally {
            qemu.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> parse(String dump) {
        assertThat(dump).as("the boot sector came to its end").endsWith("END\n");
        Map<String, String> functions = new HashMap<>();
        for (Matcher function = FUNCTION.matcher(dump); function.find();) {
            functions.put(function.group(1), function.group(2));
        }
        return functions;
    }

    private static List<String> differences(Map<String, String> ours, Map<String, String> theirs) {
        List<String> differences = new ArrayList<>();
        for (String function : new TreeSet<>(ours.keySet())) {
            for (int offset = 0; offset < 256; offset++) {
                String here = ours.get(function).substring(2 * offset, 2 * offset + 2);
                String there = theirs.get(function).substring(2 * offset, 2 * offset + 2);
                if (!here.equals(there)) {
                    differences.add(String.format("%s %02x %s %s", function, offset, here, there));
                }
            }
        }
        return differences;
    }

    private static List<String> explained() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(EXPLAINED)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(row.group(1) + " " + row.group(2) + " " + row.group(3) + " " + row.group(4));
            }
        }
        return rows;
    }
}
