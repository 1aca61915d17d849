package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.DLL;
import static org.backplane.device.uart.internal.Bench.DLM;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.IER;
import static org.backplane.device.uart.internal.Bench.IIR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MCR;
import static org.backplane.device.uart.internal.Bench.MSR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.SCR;
import static org.backplane.device.uart.internal.Bench.THR;

import java.util.Map;
import org.backplane.bus.Reset;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.junit.jupiter.api.Test;

/** Addresses and register bits: PC16550D Tables I and II, §8.1, §8.3, §8.10. */
class UartRegistersTest {
    private final Bench uart = Bench.of();

    @Test
    void powerOnGivesTheStatesOfTableI() {
        assertThat(uart.in(IER)).isEqualTo(0x00);
        assertThat(uart.in(IIR)).isEqualTo(0x01);
        assertThat(uart.in(LCR)).isEqualTo(0x00);
        assertThat(uart.in(MCR)).isEqualTo(0x00);
        assertThat(uart.in(LSR)).isEqualTo(0x60);
        assertThat(uart.in(MSR)).as("bits 7 to 4 follow the pins, Linux expects b0").isEqualTo(0xb0);
        assertThat(uart.in(SCR)).isEqualTo(0x00);
        assertThat(uart.irq.asserted()).isFalse();
        assertThat(uart.wires.events().guest()).isEmpty();
    }

    @Test
    void aHardResetClearsEverythingButTheDivisorLatch() {
        uart.format(0x1234, 0x1b);
        uart.out(IER, 0x0f);
        uart.out(FCR, 0xc1);
        uart.out(MCR, 0x0b);
        uart.out(SCR, 0x5a);
        uart.send("abc");

        uart.card.reset(Reset.HARD);

        powerOnGivesTheStatesOfTableI();
        uart.out(LCR, 0x80);
        assertThat(uart.in(DLL)).isEqualTo(0x34);
        assertThat(uart.in(DLM)).isEqualTo(0x12);
    }

    @Test
    void powerOnAlsoResetsTheDivisorLatchToThatOf9600Baud() {
        uart.format(0x1234, 0x03);

        uart.card.reset(Reset.POWER_ON);

        uart.out(LCR, 0x80);
        assertThat(uart.in(DLL)).isEqualTo(12);
        assertThat(uart.in(DLM)).isZero();
    }

    @Test
    void initReachesTheProcessorOnly() {
        uart.out(SCR, 0x5a);
        uart.out(LCR, 0x03);

        uart.card.reset(Reset.INIT);

        assertThat(uart.in(SCR)).isEqualTo(0x5a);
        assertThat(uart.in(LCR)).isEqualTo(0x03);
    }

    @Test
    void theDivisorLatchAccessBitSwapsTheFirstTwoAddresses() {
        uart.out(IER, 0x05);
        uart.out(LCR, 0x83);
        uart.out(DLL, 0xcd);
        uart.out(DLM, 0xab);
        assertThat(uart.in(DLL)).isEqualTo(0xcd);
        assertThat(uart.in(DLM)).isEqualTo(0xab);

        uart.out(LCR, 0x03);

        assertThat(uart.in(IER)).isEqualTo(0x05);
        assertThat(uart.host.written()).as("nothing went to THR").isEmpty();
        uart.out(LCR, 0x83);
        assertThat(uart.in(DLL)).isEqualTo(0xcd);
    }

    @Test
    void reservedBitsOfIerAndMcrReadZeroAndLcrKeepsAll() {
        uart.out(IER, 0xff);
        uart.out(MCR, 0xff);

        assertThat(uart.in(IER)).as("Linux writes 0f and wants it back").isEqualTo(0x0f);
        assertThat(uart.in(MCR)).isEqualTo(0x1f);
        uart.out(MCR, 0x00);
        uart.out(LCR, 0x7f);
        assertThat(uart.in(LCR)).isEqualTo(0x7f);
        uart.out(LCR, 0xbf);
        assertThat(uart.in(LCR)).as("Linux looks for an EFR behind LCR=bf").isEqualTo(0xbf);
        assertThat(uart.in(IIR) & 0x0f).as("and finds the IIR").isEqualTo(0x02);
    }

    @Test
    void theScratchpadHoldsEveryValue() {
        for (int value = 0; value < 0x100; value++) {
            uart.out(SCR, value);
            assertThat(uart.in(SCR)).isEqualTo(value);
        }
    }

    @Test
    void iirShowsFifosOnlyWhileTheyAreEnabled() {
        uart.out(FCR, 0x01);
        assertThat(uart.in(IIR)).isEqualTo(0xc1);
        uart.out(FCR, 0x00);
        assertThat(uart.in(IIR)).isEqualTo(0x01);
    }

    @Test
    void writingAStatusRegisterHasNoEffectAndIsReported() {
        uart.out(LSR, 0x1e);
        uart.out(MSR, 0xff);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        assertThat(uart.in(MSR)).isEqualTo(0xb0);
        assertThat(uart.wires.events().guest()).containsExactly(
                "LSR (PC16550D §8.4) written with 1e, which has no effect",
                "MSR (PC16550D §8.9) written with ff, which has no effect");
    }

    @Test
    void aDivisorOfZeroIsReportedWhenTheLatchIsClosed() {
        uart.format(0, 0x03);

        assertThat(uart.wires.events().guest()).containsExactly(
                "divisor latch left at 0, the baud generator stands still (PC16550D §8.3)");
    }

    @Test
    void peekHasNoSideEffects() {
        uart.out(FCR, 0x01);
        uart.out(MCR, 0x18);
        uart.out(IER, 0x0f);
        uart.out(LCR, 0x03);
        uart.out(THR, 'x');
        uart.out(LCR, 0x43);

        assertThat(uart.peek(LSR)).as("x at the top, a break behind it").isEqualTo(0xe1);
        assertThat(uart.peek(IIR)).isEqualTo(0xc4);
        assertThat(uart.peek(RBR)).isEqualTo('x');
        assertThat(uart.peek(MSR)).isEqualTo(uart.peek(MSR));
        assertThat(uart.peek(IIR)).isEqualTo(0xc4);
        assertThat(uart.in(RBR)).isEqualTo('x');
        assertThat(uart.in(MSR) & 0x0f).as("the deltas of the loop are still there").isNotZero();
    }

    @Test
    void registersCanLieFourBytesApartForMemory() {
        Bench memory = Bench.of(Map.of("registerStride", 4));
        memory.out(4 * SCR, 0x5a);
        memory.out(4 * SCR + 1, 0xff);

        assertThat(memory.chip.read(4 * SCR, 1)).isEqualTo(0x5a);
        assertThat(memory.chip.read(4 * SCR + 1, 1)).as("the bytes between read zero").isZero();
        assertThat(memory.chip.peek(4 * SCR + 3, 1)).isZero();
        assertThat(memory.chip.read(4 * SCR, 4)).isEqualTo(0x5a);
        assertThat(memory.chip.read(4 * (8 + SCR), 1)).as("only A2 to A0 are decoded").isEqualTo(0x5a);
    }

    @Test
    void theRegistersAreDeclaredAsTheyAnswer() {
        RegisterMap map = ((RegisterBlock) uart.card).registers("port0").orElseThrow();

        assertThat(map.at(0, 1)).extracting(Register::name).containsExactly("RBR", "THR", "DLL");
        assertThat(map.at(0, 1)).extracting(Register::condition)
                .containsExactly("LCR.DLAB = 0", "LCR.DLAB = 0", "LCR.DLAB = 1");
        assertThat(map.register("LSR").access()).isEqualTo(Register.Access.RO);
        for (Register register : map.registers()) {
            if (register.condition().isEmpty() && register.access().readable()) {
                assertThat(uart.in((int) register.offset()) & register.resetBits()).as(register.name())
                        .isEqualTo(register.resetValue());
            }
        }
    }

    @Test
    void declaredRegistersAreAsFarApartAsTheCardHasThem() {
        Bench apart = Bench.of(Map.of("registerStride", 4));
        RegisterMap map = ((RegisterBlock) apart.card).registers("memory0").orElseThrow();

        assertThat(map.register("LSR").offset()).isEqualTo(20);
        assertThat(map.at(21, 2)).as("between two registers").isEmpty();
    }
}
