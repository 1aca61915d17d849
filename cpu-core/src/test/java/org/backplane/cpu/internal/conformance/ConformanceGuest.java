package org.backplane.cpu.internal.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.SegmentRegister;

/** The conformance guest on one engine, entered as a Multiboot loader enters a kernel (Multiboot 0.6.96 §3.2). */
final class ConformanceGuest {
    private static final int LOAD_ADDRESS = 0x100000;
    private static final int RAM_BYTES = 8 << 20;
    private static final int ENTRY_FIELD = 28;
    private static final int FLAT = Descriptor.P | Descriptor.S | Descriptor.WRITABLE | Descriptor.ACCESSED | Descriptor.G
            | Descriptor.DB;
    private static final long INSTRUCTIONS = 100_000_000;
    private static final String EXIT = "out f4 1 ";
    private static final String TRANSMIT = "out 3f8 1 ";

    /** The divisor of the baud rate, which shares the port with the text. */
    private static final String DIVISOR = TRANSMIT + "1";

    private final TestCpu machine;

    ConformanceGuest(Engine engine) throws IOException {
        machine = engine.create(RAM_BYTES);
        byte[] image = image();
        System.arraycopy(image, 0, machine.socket.arena(), LOAD_ADDRESS, image.length);
        Cpu c = machine.cpu;
        c.setCr0(Cpu.CR0_PE | Cpu.CR0_ET);
        for (SegmentRegister s : c.segments) {
            s.load(0x10, 0, -1, FLAT);
        }
        c.segments[SegmentRegister.CS].load(8, 0, -1, FLAT | Descriptor.CODE);
        c.updateMode();
        c.eip = machine.peek32(LOAD_ADDRESS + ENTRY_FIELD);
    }

    static byte[] image() throws IOException {
        return resource("conformance.bin");
    }

    static List<String> lines(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ConformanceGuest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Runs it to its end, where it halts, and gives the lines that it sent. */
    List<String> transcript() {
        Exit exit = machine.run(INSTRUCTIONS);
        String last = machine.socket.portLog.get(machine.socket.portLog.size() - 1);
        if (exit != Exit.HALTED || !last.startsWith(EXIT)) {
            throw new AssertionError(exit + " after: " + text());
        }
        return text().lines().toList();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (String access : machine.socket.portLog) {
            if (access.startsWith(TRANSMIT) && !access.equals(DIVISOR)) {
                text.append((char) Integer.parseInt(access.substring(TRANSMIT.length()), 16));
            }
        }
        return text.toString();
    }
}
