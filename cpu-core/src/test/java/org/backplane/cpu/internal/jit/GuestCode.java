package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.decode.CodeWindow;
import org.backplane.cpu.internal.decode.Decoder;
import org.backplane.cpu.internal.decode.Insn;

/** Bytes of 32-bit code for tests. */
final class GuestCode extends CodeWindow {
    private int first;

    private GuestCode(String hex) {
        String[] texts = hex.trim().split(" ");
        bytes = new byte[texts.length];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(texts[i], 16);
        }
        end = bytes.length;
    }

    /** A block of instructions that lies at an address. */
    static GuestBlock block(int eip, String hex) {
        GuestBlock block = new GuestBlock(eip);
        GuestCode code = new GuestCode(hex);
        while (code.position < code.end) {
            Insn insn = new Insn();
            code.first = code.position;
            new Decoder().decode(code, true, false, insn);
            block.add(insn);
        }
        return block;
    }

    @Override
    protected void refill() {
        throw new AssertionError("the code is incomplete");
    }

    @Override
    protected RuntimeException tooLong() {
        return new IllegalStateException("an instruction is too long");
    }

    @Override
    protected int taken() {
        return position - first;
    }
}
