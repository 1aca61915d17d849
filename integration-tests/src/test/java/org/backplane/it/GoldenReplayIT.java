package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.testkit.GoldenTrace;
import org.backplane.it.tracer.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The accesses of SeaBIOS on a PC that is known to be good, made on the machine {@code pc}, and those that the same firmware
 * makes on it; docs/golden-traces.md explains each difference.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GoldenReplayIT {
    private static final Path BIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path VIDEO_BIOS = Path.of("/usr/share/seabios/vgabios-stdvga.bin");
    private static final Path EXPECTED = Path.of("src", "test", "golden");
    /** Of all accesses; the golden machine finds the memory map at another place in the directory of fw_cfg. */
    private static final String FIRST = "W 518.4=3c6f0000 / W 510.2=22 at 43";
    private static final long CONFDATA = 0xcfc;
    private static final int DISKETTE_BYTES = 1440 << 10;
    private static final String READ_SECTORS = "W 1f7.1=20";
    private static final String SECTOR_WORD = "r 1f0.2=";
    /** Long enough for a replay to last some seconds of virtual time in few instructions. */
    private static final int NANOS_PER_INSTRUCTION = 1_000;
    private static final int SECTOR_BYTES = 512;
    private static final int[] GOES_ROUND = {0xFA, 0xEB, 0xFE}; // cli; jmp $

    @TempDir
    Path folder;

    @BeforeEach
    void firmwareIsThere() {
        assumeTrue(Files.isReadable(BIOS) && Files.isReadable(VIDEO_BIOS),
                "skipped: there is no " + BIOS + " or no " + VIDEO_BIOS + "; the package seabios has them");
    }

    private static List<String> golden(String name) throws IOException {
        GoldenTrace trace = GoldenTrace.named("seabios-1.16.2-" + name);
        assumeTrue(trace.isHere(), trace.absence());
        return TraceText.of(trace);
    }

    /** All answers of the golden machine are compared, and what differs is exactly what is explained. */
    @ParameterizedTest
    @ValueSource(strings = {"boot-ide", "boot-vblk", "boot-vblkleg", "boot-fd", "pc-nodef-std"})
    void theMachineAnswersLikeTheGoldenOne(String name) throws Exception {
        assertThat(replay(name)).isEqualTo(TraceDifferences.read(EXPECTED.resolve(name + ".differences")));
    }

    /** With APICs the local one answers as well; its version says besides that it can leave out broadcasts of EOI. */
    @Test
    void withApicsTheLocalOneAnswersLikeTheGoldenOne() throws Exception {
        List<String> explained = TraceDifferences.read(EXPECTED.resolve("pc-nodef-std.differences"));
        List<String> expected = explained.stream().filter(line -> !line.contains("r fee000f0"))
                .map(line -> line.replace("fee00030.4=50014 / ffffffff", "fee00030.4=50014 / 1050014")).sorted().toList();

        assertThat(replay("pc-nodef-std", "--apic")).isEqualTo(expected).isNotEqualTo(explained);
    }

    private List<String> replay(String name, String... more) throws Exception {
        List<String> golden = golden(name);
        golden.removeIf(access -> access.startsWith("W f4.")); // The exit port, by which the golden run was ended.
        Path accesses = Files.write(folder.resolve("accesses"), golden);
        Path rom = GuestRom.write(folder.resolve("waits.rom"), GOES_ROUND);
        List<String> ours = trace(name, golden, rom, "accesses=" + accesses, more);
        List<String> differences = TraceDifferences.of(golden, ours);
        Files.write(Path.of("target", name + String.join("", more) + ".differences"), differences);
        return differences.stream().sorted().toList();
    }

    /** The figures change when a chip changes what the firmware does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pc-nodef-std | 429 | r 1f7.1=0 | r 1f7.1=7f",
        "boot-fd | 429 | r 1f7.1=0 | r 1f7.1=7f",
        "boot-vblk | 335 | 80001814 r cfc.4=fffff000 | 80001814 r cfc.4=0",
        "boot-vblkleg | 335 | 80001814 r cfc.4=fffff000 | 80001814 r cfc.4=0"})
    void theFirmwareTakesTheSameWay(String name, int same, String goldenHas, String oursHas) throws Exception {
        List<String> golden = golden(name);
        List<String> covered = covered(golden);
        List<String> all = trace(name, golden, BIOS, "count=" + covered.size());
        Files.write(Path.of("target", name + ".seq"), all);

        assertThat(firstDifference(golden, all)).as("of all accesses").isEqualTo(FIRST);
        assertThat(firstDifference(covered, covered(all))).as("of the accesses that count")
                .isEqualTo(goldenHas + " / " + oursHas + " at " + same);
    }

    private static String firstDifference(List<String> golden, List<String> ours) {
        int common = TraceText.commonLength(golden, ours);
        return at(golden, common) + " / " + at(ours, common) + " at " + common;
    }

    private static String at(List<String> trace, int index) {
        return index < trace.size() ? trace.get(index) : "end";
    }

    /** The accesses that count; those to configuration space with the register that they reach. */
    private static List<String> covered(List<String> trace) {
        Scope scope = new Scope();
        List<String> covered = new ArrayList<>();
        for (String access : trace) {
            int equals = access.indexOf('=');
            long address = Long.parseUnsignedLong(access.substring(2, access.indexOf('.')), 16);
            long value = Long.parseUnsignedLong(access.substring(equals + 1), 16);
            if (scope.covers(access.startsWith("W"), address, value)) {
                covered.add((address & ~3) == CONFDATA ? Long.toHexString(scope.confadd()) + " " + access : access);
            }
        }
        return covered;
    }

    /** Lets the tracer do a job on the machine of a trace. */
    private List<String> trace(String name, List<String> golden, Path rom, String job, String... more) throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Path out = folder.resolve("ours");
        ProbeBuilder.buildTracer(job + "\nout=" + out + "\n", plugins.resolve("tracer.jar"));
        Path image = image(golden);
        List<String> options = new ArrayList<>(List.of("--rom", rom.toString(), "--vgabios", VIDEO_BIOS.toString(),
                "--memory", "64M", "--deterministic", "--plugins", plugins.toString()));
        options.addAll(options(name, image));
        options.addAll(List.of(more));
        PcMachine machine = machine(name, image);
        if (!rom.equals(BIOS)) {
            machine.withNanosPerInstruction(NANOS_PER_INSTRUCTION);
        }
        options.addAll(List.of("--machine", machine.write(folder.resolve("machine.json")).toString()));
        try (Distribution started = Distribution.start(options.toArray(String[]::new))) {
            assertThat(started.awaitEnd()).as("status; it said: %s", started.err()).isZero();
        }
        return Files.readAllLines(out);
    }

    private static List<String> options(String name, Path image) {
        return switch (name) {
            case "boot-fd" -> List.of("--serial", "none", "--floppy", image.toString());
            case "boot-ide" -> List.of("--serial", "none", "--disk", image.toString());
            case "pc-nodef-std" -> List.of();
            default -> List.of("--serial", "none");
        };
    }

    private static PcMachine machine(String name, Path image) throws IOException {
        PcMachine machine = new PcMachine().withoutCdrom().without("org.backplane.device.uart~com2");
        if (name.equals("pc-nodef-std")) {
            machine.without("org.backplane.device.uart~com1");
        }
        return name.startsWith("boot-vblk") ? machine.withVirtioDisk(image) : machine;
    }

    /** The golden disk as far as the trace tells of it: the sectors that were read by words, which are the first ones. */
    private Path image(List<String> golden) throws IOException {
        ByteBuffer image = ByteBuffer.allocate(DISKETTE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        boolean sector = false;
        for (String access : golden) {
            sector = access.equals(READ_SECTORS) || sector && !access.startsWith("W 1f7.");
            if (sector && access.startsWith(SECTOR_WORD)) {
                image.putShort((short) Integer.parseInt(access.substring(SECTOR_WORD.length()), 16));
            }
        }
        assertThat(image.position() % SECTOR_BYTES).isZero();
        return Files.write(folder.resolve("image"), image.array());
    }
}
