package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backplane.cpu.internal.core.Cpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registers of x87 and SSE, listed and set from outside. */
class RegisterChangeTest {
    private final Cpu cpu = Engine.INTERPRETER.create(0x1000).cpu;

    private long listed(String name) {
        return RegisterList.of(cpu).stream().filter(register -> register.name.equals(name)).findAny().orElseThrow().value;
    }

    @ParameterizedTest
    @CsvSource({"FCW,37f", "FSW,3800", "FTW,ffff", "FCS,8", "FIP,12345678", "FDS,10", "FDP,9abcdef0", "FOP,7ff", "MXCSR,9fc0",
        "ST0.LOW,c000000000000000", "ST0.HIGH,bfff", "ST7.LOW,123456789abcdef", "XMM0.LOW,8877665544332211",
        "XMM7.HIGH,ffeeddccbbaa9988"})
    void whatIsSetIsListed(String name, String value) {
        RegisterChange.of(cpu, name, Long.parseUnsignedLong(value, 16));
        assertThat(listed(name)).isEqualTo(Long.parseUnsignedLong(value, 16));
    }

    @Test
    void theStackIsNumberedFromItsTop() {
        RegisterChange.of(cpu, "FSW", 3 << 11);
        RegisterChange.of(cpu, "ST1.LOW", 1L << 63);
        RegisterChange.of(cpu, "ST1.HIGH", 0x3FFF);
        assertThat(cpu.fpu.sig[4]).isEqualTo(1L << 63);
        assertThat(cpu.fpu.se[4]).isEqualTo(0x3FFF);
    }

    @Test
    void partsLeaveTheirOtherHalfAlone() {
        cpu.xmm.set(2, 1, 2);
        RegisterChange.of(cpu, "XMM2.HIGH", 3);
        assertThat(cpu.xmm.low(2)).isEqualTo(1);
        assertThat(cpu.xmm.high(2)).isEqualTo(3);
    }

    @Test
    void anExceptionThatIsUnmaskedIsSummarized() {
        RegisterChange.of(cpu, "FCW", 0x37F);
        RegisterChange.of(cpu, "FSW", 1);
        assertThat(listed("FSW")).isEqualTo(1);
        RegisterChange.of(cpu, "FCW", 0x37E);
        assertThat(listed("FSW")).as("ES and B").isEqualTo(0x8081);
    }

    @ParameterizedTest
    @CsvSource({"MXCSR,10000", "ST8.LOW,0", "XMM8.LOW,0", "XMM0,0", "ST0,0", "CR0,0"})
    void whatCannotBeIsRefused(String name, String value) {
        assertThatThrownBy(() -> RegisterChange.of(cpu, name, Long.parseLong(value, 16)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
