package org.backplane.cpu.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How x87, MMX and SSE instructions are chosen by prefixes and ModR/M, and listed. */
class FpuDisassemblyTest {
    private static String text(int... code) {
        return new Disassembler(address -> address < code.length ? code[(int) address] : 0).list(0, 1, true).get(0).text;
    }

    @Test
    void x87OpcodesAreChosenByModRm() {
        assertThat(text(0xD8, 0x43, 0x08)).isEqualTo("fadd    dword [ebx+0x8]");
        assertThat(text(0xDC, 0xEA)).isEqualTo("fsub    st(2),st(0)");
        assertThat(text(0xD9, 0xE0)).isEqualTo("fchs");
        assertThat(text(0xDB, 0x2B)).isEqualTo("fld     tbyte [ebx]");
        assertThat(text(0xDF, 0xE0)).isEqualTo("fnstsw");
        assertThat(text(0xD9, 0xD5)).isEqualTo("(bad)");
    }

    @Test
    void prefixesChooseSimdInstructions() {
        assertThat(text(0x0F, 0x58, 0xC1)).isEqualTo("addps   xmm0,xmm1");
        assertThat(text(0x66, 0x0F, 0x58, 0xC1)).isEqualTo("addpd   xmm0,xmm1");
        assertThat(text(0xF3, 0x0F, 0x58, 0x03)).isEqualTo("addss   xmm0,dword [ebx]");
        assertThat(text(0x66, 0xF2, 0x0F, 0x58, 0x03)).as("F2 goes before 66").isEqualTo("addsd   xmm0,qword [ebx]");
        assertThat(text(0x0F, 0xFC, 0xCA)).isEqualTo("paddb   mm1,mm2");
        assertThat(text(0x66, 0x0F, 0x73, 0xD9, 0x05)).isEqualTo("psrldq  xmm1,0x5");
        assertThat(text(0xF3, 0x0F, 0x54, 0xC1)).as("no line for F3").isEqualTo("(bad)");
    }
}
