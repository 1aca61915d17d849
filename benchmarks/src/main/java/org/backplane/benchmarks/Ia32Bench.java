package org.backplane.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;

/** The benchmark guest {@code ia32bench.elf}, run until it starts one of its workloads. */
final class Ia32Bench {
    private static final int PT_LOAD = 1;
    private static final int COMMAND_LINE_FLAG = 1 << 2;
    private static final int COMMAND_LINE = FlatBoot.INFORMATION + 0x100;
    private static final long MOST_BEFORE_START = 200_000_000;
    private static final int STEP = 100_000;

    private Ia32Bench() {
    }

    /** Where the guest is looked for: the system property {@code guest}, or beside the project. */
    static Path image() {
        return Path.of(System.getProperty("guest", "../shared/bench/out/ia32bench.elf"));
    }

    /**
     * A machine that stands at the beginning of a workload, which it will repeat for ever.
     *
     * @throws GuestMissingException if there is no such file
     * @throws IllegalStateException if the guest does not get there
     */
    static Bench at(String workload, Path image) {
        return at(workload, "interpreter", image);
    }

    /** The same with an engine of the processor. */
    static Bench at(String workload, String engine, Path image) {
        if (!Files.exists(image)) {
            throw new GuestMissingException(image);
        }
        Bench bench = new Bench();
        Console console = new Console();
        FlatBoot.insert(bench, engine);
        bench.insert("console", console, Map.of("bus.port", "0x3f8+8", "bus.port.valid", "1"));
        bench.begin();
        load(bench, image);
        commandLine(bench, "run=" + workload + " scale=100 rep=1000000");
        bench.machine.reset(Reset.HARD);
        for (long done = 0; !console.text.toString().contains("BENCH START " + workload); done += STEP) {
            if (done > MOST_BEFORE_START) {
                throw new IllegalStateException("the guest does not start " + workload + ": " + console.text);
            }
            bench.step(STEP);
        }
        return bench;
    }

    /** Copies the loadable segments of the ELF file into RAM. */
    private static void load(Bench bench, Path image) {
        byte[] file = read(image);
        ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int table = elf.getInt(28);
        for (int i = 0; i < elf.getShort(44); i++) {
            int entry = table + i * elf.getShort(42);
            if (elf.getInt(entry) == PT_LOAD) {
                GuestCode.write(bench.machine, elf.getInt(entry + 12), file, elf.getInt(entry + 4),
                        elf.getInt(entry + 16));
            }
        }
    }

    private static byte[] read(Path image) {
        try {
            return Files.readAllBytes(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void commandLine(Bench bench, String text) {
        GuestCode information = new GuestCode(FlatBoot.INFORMATION);
        information.number(COMMAND_LINE_FLAG).number(0).number(0).number(0).number(COMMAND_LINE);
        information.write(bench.machine);
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        GuestCode.write(bench.machine, COMMAND_LINE, bytes, 0, bytes.length);
    }

    /** A serial port whose transmitter is always empty. */
    private static final class Console implements Device, Card, RangeHandler {
        private static final int LSR = 5;
        private static final int LSR_TRANSMITTER_EMPTY = 0x60;
        private static final int MOST_TEXT = 1 << 16;

        private final StringBuffer text = new StringBuffer();

        @Override
        public Card plug(Wires wires) {
            return this;
        }

        @Override
        public long read(long offset, int width) {
            return offset == LSR ? LSR_TRANSMITTER_EMPTY : 0;
        }

        @Override
        public void write(long offset, int width, long value) {
            if (offset == 0 && text.length() < MOST_TEXT) {
                text.append((char) value);
            }
        }
    }
}
