package org.backplane.device.kbd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.kbd.internal.Bench.AUX;
import static org.backplane.device.kbd.internal.Bench.IBF;
import static org.backplane.device.kbd.internal.Bench.OBF;

import java.util.Map;
import java.util.NoSuchElementException;
import org.backplane.bus.Reset;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The controller between bus and cables: PC AT "Keyboard Controller". */
class ControllerTest {
    private final Bench kbd = new Bench();

    private int ask(int command) {
        kbd.command(command);
        return kbd.in();
    }

    @Test
    void afterResetItIsUnlockedAndEmptyAsMeasured() {
        assertThat(kbd.status()).isEqualTo(0x18);
        assertThat(kbd.data.read(0, 1)).isZero();
        assertThat(kbd.irq.asserted()).isFalse();
        assertThat(kbd.auxirq.asserted()).isFalse();
        assertThat(kbd.wires.pin("a20").asserted()).as("A20 is open").isTrue();
        assertThat(ask(0x20)).as("command byte").isEqualTo(0x03);
    }

    @Test
    void aCommandFillsTheInputBufferUntilTheProgramHasSeenIt() {
        kbd.command.write(0, 1, 0xaa);

        assertThat(kbd.status() & (IBF | OBF)).isEqualTo(IBF);
        kbd.wires.advance(20_000);
        assertThat(kbd.status() & (IBF | OBF)).isEqualTo(OBF);
        assertThat(kbd.data.read(0, 1)).isEqualTo(0x55);
        assertThat(kbd.status() & OBF).as("reading empties the buffer").isZero();
        assertThat(kbd.data.read(0, 1)).as("and leaves the byte").isEqualTo(0x55);
    }

    @Test
    void bit3OfTheStatusTellsWhichPortWasWritten() {
        kbd.command.write(0, 1, 0x60);
        assertThat(kbd.status() & 0x08).isNotZero();
        kbd.wires.advance(20_000);
        kbd.data.write(0, 1, 0x03);
        assertThat(kbd.status() & 0x08).isZero();
    }

    @Test
    void aWriteOntoAFullInputBufferReplacesTheByteAndIsReported() {
        kbd.command.write(0, 1, 0xaa);
        kbd.command.write(0, 1, 0xab);

        assertThat(kbd.in()).as("the answer to AB").isZero();
        assertThat(kbd.wires.events().guest()).singleElement().asString().contains("64 written with ab");
    }

    @Test
    void theSelfTestSetsTheSystemFlag() {
        assertThat(kbd.status() & 0x04).isZero();
        assertThat(ask(0xaa)).isEqualTo(0x55);
        assertThat(kbd.status() & 0x04).isNotZero();
        kbd.commandByte(0x30);
        assertThat(kbd.status() & 0x04).as("the flag follows bit 2 of the command byte").isZero();
    }

    @ParameterizedTest(name = "command {0} answers {1}")
    @CsvSource({"a4, f1", "a9, 00", "ab, 00", "c0, 80", "d0, cf", "e0, 03"})
    void commandsAnswer(String command, String answer) {
        assertThat(ask(Integer.parseInt(command, 16))).isEqualTo(Integer.parseInt(answer, 16));
    }

    @Test
    void interfacesAreDisabledAndEnabledInTheCommandByteAndSeenAtTheTestInputs() {
        kbd.command(0xad);
        kbd.command(0xa7);
        assertThat(ask(0x20)).isEqualTo(0x33);
        assertThat(ask(0xe0)).as("both clocks are held low").isZero();
        kbd.command(0xae);
        kbd.command(0xa8);
        assertThat(ask(0x20)).isEqualTo(0x03);
    }

    @Test
    void theRamOf32BytesHoldsWhatIsWritten() {
        for (int address = 1; address < 32; address++) {
            kbd.command(0x60 + address);
            kbd.data(0xff - address);
        }
        for (int address = 1; address < 32; address++) {
            assertThat(ask(0x20 + address)).as("byte %02x", address).isEqualTo(0xff - address);
        }
        assertThat(ask(0x20)).isEqualTo(0x03);
    }

    @Test
    void theOutputPortMovesA20() {
        kbd.command(0xd1);
        kbd.data(0xcd);
        assertThat(kbd.wires.pin("a20").asserted()).isFalse();
        assertThat(ask(0xd0) & 0x02).isZero();
        kbd.command(0xdf);
        assertThat(kbd.wires.pin("a20").asserted()).isTrue();
        kbd.command(0xdd);
        assertThat(kbd.wires.pin("a20").asserted()).isFalse();
        kbd.card.reset(Reset.HARD);
        assertThat(kbd.wires.pin("a20").asserted()).isTrue();
        assertThat(kbd.wires.resets()).isEmpty();
    }

    @Test
    void theOutputPortShowsTheInterrupts() {
        kbd.command(0xd2);
        kbd.data(0x5a);
        kbd.wires.advance(20_000);
        kbd.command(0xd0);
        assertThat(kbd.in()).isEqualTo(0x5a);
        assertThat(kbd.in()).as("read while the buffer was full and IRQ 1 asserted").isEqualTo(0xdf);
    }

    @Test
    void pulsingBit0OrWritingItResetsTheProcessorAlone() {
        kbd.command(0xfe);
        assertThat(kbd.wires.resets()).containsExactly(Reset.INIT);
        kbd.command(0xff);
        kbd.command(0xf1);
        assertThat(kbd.wires.resets()).as("bit 0 was 1").hasSize(1);
        kbd.command(0xf0);
        kbd.command(0xd1);
        kbd.data(0x02);
        kbd.wires.advance(20_000);
        assertThat(kbd.wires.resets()).containsExactly(Reset.INIT, Reset.INIT, Reset.INIT);
        kbd.commandByte(0x41);
        kbd.card.reset(Reset.INIT);
        assertThat(ask(0x20)).as("INIT# is nothing to the controller").isEqualTo(0x41);
    }

    @Test
    void bytesForTheOutputBufferLookAsThoughTheyCameFromADevice() {
        kbd.command(0xd2);
        kbd.data(0x77);
        kbd.wires.advance(20_000);
        assertThat(kbd.status() & (OBF | AUX)).isEqualTo(OBF);
        assertThat(kbd.irq.asserted()).isTrue();
        assertThat(kbd.in()).isEqualTo(0x77);
        assertThat(kbd.irq.asserted()).isFalse();

        kbd.command(0xd3);
        kbd.data(0xa5);
        kbd.wires.advance(20_000);
        assertThat(kbd.status() & (OBF | AUX)).isEqualTo(OBF | AUX);
        assertThat(kbd.auxirq.asserted()).isTrue();
        assertThat(kbd.irq.asserted()).isFalse();
        assertThat(kbd.in()).isEqualTo(0xa5);
    }

    @Test
    void interruptsNeedTheirBitInTheCommandByte() {
        kbd.commandByte(0x00);
        kbd.press(0x04);
        kbd.millis(2);
        assertThat(kbd.status() & OBF).isNotZero();
        assertThat(kbd.irq.asserted()).isFalse();
        kbd.commandByte(0x01);
        assertThat(kbd.irq.asserted()).as("the byte still waits").isTrue();
    }

    @Test
    void aByteNeedsElevenBitTimesAndWaitsWhileTheBufferIsFullOrTheClockIsHeld() {
        kbd.press(0x04);
        kbd.wires.advance(879_999);
        assertThat(kbd.status() & OBF).isZero();
        kbd.wires.advance(1);
        assertThat(kbd.status() & OBF).isNotZero();
        kbd.release(0x04);
        kbd.millis(50);
        assertThat(kbd.data.read(0, 1)).isEqualTo(0x1c);
        assertThat(kbd.status() & OBF).as("the next byte is only now on its way").isZero();

        kbd.command(0xad);
        kbd.millis(5);
        assertThat(kbd.status() & OBF).as("the keyboard is held").isZero();
        kbd.command(0xae);
        assertThat(kbd.all()).as("nothing was lost").isEqualTo("f0 1c");
    }

    @Test
    void aCommandsAnswerWaitsForTheBufferAndANewCommandForgetsIt() {
        kbd.press(0x04);
        kbd.millis(2);
        kbd.command(0x20);
        assertThat(kbd.in()).isEqualTo(0x1c);
        assertThat(kbd.in()).isEqualTo(0x03);

        kbd.release(0x04);
        kbd.millis(2);
        kbd.command(0x20);
        kbd.command(0xab);
        assertThat(kbd.in()).isEqualTo(0xf0);
        assertThat(kbd.in()).as("AB, not 20").isZero();
    }

    @Test
    void aByteForTheKeyboardLetsGoOfItsClock() {
        kbd.command(0xad);
        kbd.data(0xee);
        assertThat(kbd.in()).isEqualTo(0xee);
        assertThat(ask(0x20) & 0x10).isZero();
    }

    @Test
    void anAbsentMouseTimesOut() {
        Bench lonely = new Bench(Map.of("mouse", false));
        lonely.command(0xd4);
        lonely.data(0xf2);
        lonely.millis(10);
        assertThat(lonely.status() & OBF).isZero();
        lonely.millis(10);
        assertThat(lonely.status() & (OBF | AUX | 0x40)).isEqualTo(OBF | AUX | 0x40);
        assertThat(lonely.in()).isEqualTo(0xfe);
        lonely.move(1, 1, 0, 1);
        assertThat(lonely.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x80, 0xa5, 0xbf, 0xee})
    void otherCommandsDoNothingAndAreReported(int command) {
        kbd.command(command);

        assertThat(kbd.all()).isEmpty();
        assertThat(kbd.wires.events().guest()).singleElement().asString().contains(String.format("%02x", command));
    }

    @Test
    void peekingTakesNothing() {
        kbd.press(0x04);
        kbd.millis(2);
        assertThat(kbd.data.peek(0, 1)).isEqualTo(0x1c);
        assertThat(kbd.command.peek(0, 1)).isEqualTo(0x19);
        assertThat(kbd.irq.asserted()).isTrue();
        assertThat(kbd.status() & OBF).isNotZero();
    }

    @Test
    void badOptionsAndRangesAreNamed() {
        assertThatThrownBy(() -> new Bench(Map.of("selfTestMillis", -1)))
                .hasMessage("selfTestMillis: -1 is not between 0 and 10000");
        assertThatThrownBy(() -> kbd.card.range("other")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("other");
    }

    @Test
    void theRegistersAreDeclaredAsTheyAnswer() {
        RegisterMap command = ((RegisterBlock) kbd.card).registers("command").orElseThrow();
        RegisterMap data = ((RegisterBlock) kbd.card).registers("data").orElseThrow();

        assertThat(command.registers()).extracting(Register::name).containsExactly("STATUS", "COMMAND");
        assertThat(kbd.status()).isEqualTo((int) command.register("STATUS").resetValue());
        assertThat(data.register("OUTPUT_BUFFER").access()).isEqualTo(Register.Access.RO);
        assertThat(data.register("INPUT_BUFFER").access()).isEqualTo(Register.Access.WO);
    }
}
