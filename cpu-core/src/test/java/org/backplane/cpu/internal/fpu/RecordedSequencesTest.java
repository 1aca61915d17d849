package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Short random sequences of x87, MMX, SSE and SSE2 instructions that were executed on silicon (an AMD EPYC): what one
 * leaves for the next, and forms that other recordings do not have. All exceptions are masked.
 *
 * <p>A line is the code, EAX, ECX, EDX, control and status word and abridged tags, MXCSR, ST0 to ST7, XMM0 to XMM7, and 80
 * bytes at EBX; after {@code >} what they were afterwards, with the status flags.
 */
class RecordedSequencesTest {
    private static final int CASES = 804;
    private static final int STATUS = 0x8D5;
    private static final int BYTES = 80;
    private static final int HLT = 0xF4;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void agreesWithSilicon(Engine engine) throws IOException {
        List<String> failures = new ArrayList<>();
        int count = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(new GZIPInputStream(
                RecordedSequencesTest.class.getResourceAsStream("sequences.txt.gz")), StandardCharsets.US_ASCII))) {
            FpuMachine m = FpuMachine.flat(engine);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                count++;
                String[] fields = line.split(" ");
                String actual = run(m, fields);
                String expected = String.join(" ", List.of(fields).subList(9, fields.length));
                if (!actual.equals(expected)) {
                    failures.add("case " + count + ": " + fields[0] + "\nis        " + actual + "\nshould be " + expected);
                }
            }
        }
        assertThat(failures).as("%d cases differ", failures.size()).isEmpty();
        assertThat(count).isEqualTo(CASES);
    }

    private static String run(FpuMachine m, String[] fields) {
        load(m, fields);
        int vector = m.exception();
        if (vector >= 0) {
            return "exception " + vector;
        }
        return describe(m);
    }

    private static void load(FpuMachine m, String[] fields) {
        byte[] code = HexFormat.of().parseHex(fields[0]);
        for (int i = 0; i < code.length; i++) {
            m.machine.poke(FpuMachine.CODE + i, code[i]);
        }
        m.machine.poke(FpuMachine.CODE + code.length, HLT);
        Cpu c = m.cpu;
        c.execution.reset();
        c.eip = FpuMachine.CODE;
        c.setEflags(Eflags.FIXED);
        c.regs[Cpu.EAX] = Integer.parseUnsignedInt(fields[1], 16);
        c.regs[Cpu.ECX] = Integer.parseUnsignedInt(fields[2], 16);
        c.regs[Cpu.EDX] = Integer.parseUnsignedInt(fields[3], 16);
        c.regs[Cpu.EBX] = FpuMachine.DATA;
        c.regs[Cpu.EDI] = FpuMachine.DATA;
        byte[] words = HexFormat.of().parseHex(fields[4]);
        c.fpu.setControl((int) number(words, 0, 2));
        c.fpu.setStatusWord((int) number(words, 2, 2));
        c.fpu.used = words[4] & 0xFF | 1 << Fpu.MEMORY;
        c.xmm.setMxcsr(Integer.parseInt(fields[5], 16));
        byte[] stack = HexFormat.of().parseHex(fields[6]);
        byte[] xmm = HexFormat.of().parseHex(fields[7]);
        for (int i = 0; i < 8; i++) {
            c.fpu.sig[c.fpu.index(i)] = number(stack, 10 * i, 8);
            c.fpu.se[c.fpu.index(i)] = (int) number(stack, 10 * i + 8, 2);
            c.xmm.set(i, number(xmm, 16 * i, 8), number(xmm, 16 * i + 8, 8));
        }
        byte[] data = HexFormat.of().parseHex(fields[8]);
        for (int i = 0; i < BYTES; i++) {
            m.machine.poke(FpuMachine.DATA + i, data[i]);
        }
    }

    private static long number(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private static String describe(FpuMachine m) {
        Cpu c = m.cpu;
        StringBuilder text = new StringBuilder("> ");
        text.append(String.format("%x %x %x %x ", c.regs[Cpu.EAX], c.regs[Cpu.ECX], c.regs[Cpu.EDX], c.eflags() & STATUS));
        append(text, c.fpu.control(), 2);
        append(text, c.fpu.statusWord(), 2);
        append(text, c.fpu.used & 0xFF, 1);
        text.append(String.format(" %x ", c.xmm.mxcsr()));
        for (int i = 0; i < 8; i++) {
            append(text, c.fpu.sig[c.fpu.index(i)], 8);
            append(text, c.fpu.se[c.fpu.index(i)], 2);
        }
        text.append(' ');
        for (int i = 0; i < 8; i++) {
            append(text, c.xmm.low(i), 8);
            append(text, c.xmm.high(i), 8);
        }
        text.append(' ');
        for (int i = 0; i < BYTES; i++) {
            append(text, m.machine.peek(FpuMachine.DATA + i), 1);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            text.append(String.format("%02x", value >>> 8 * i & 0xFF));
        }
    }
}
