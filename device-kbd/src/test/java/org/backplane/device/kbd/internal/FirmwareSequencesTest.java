package org.backplane.device.kbd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.kbd.internal.Bench.AUX;
import static org.backplane.device.kbd.internal.Bench.OBF;

import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;

/** What firmware and Linux do to the controller, in the order that was traced. */
class FirmwareSequencesTest {
    private final Bench kbd = new Bench();

    private int ask(int command) {
        kbd.command(command);
        return kbd.in();
    }

    private void loop(int value) {
        kbd.command(0xd3);
        kbd.data(value);
        kbd.wires.advance(20_000);
        assertThat(kbd.status() & (OBF | AUX)).as("echo of %02x", value).isEqualTo(OBF | AUX);
        assertThat(kbd.in()).isEqualTo(value);
    }

    @Test
    void seabiosFindsItsKeyboard() {
        kbd.command(0xad);
        kbd.command(0xa7);
        assertThat(ask(0xaa)).isEqualTo(0x55);
        assertThat(ask(0xab)).isZero();
        seabiosCommand(0xff, "fa aa");
        seabiosCommand(0xf5, "fa");
        kbd.commandByte(0x20);
        assertThat(kbd.keyboard(0xf0, 0x02)).isEqualTo("fa fa");
        kbd.commandByte(0x60);
        assertThat(kbd.keyboard(0xf4)).isEqualTo("fa");
        kbd.commandByte(0x61);

        kbd.irq.forget();
        assertThat(kbd.stroke(0x29)).as("Escape for the boot menu").isEqualTo("01 / 81");
        assertThat(kbd.irq.edges()).isEqualTo(2);
    }

    /** With both interrupts off and the keyboard's clock let go for the command only. */
    private void seabiosCommand(int command, String answers) {
        kbd.commandByte(0x30);
        kbd.commandByte(0x20);
        kbd.data(command);
        StringBuilder got = new StringBuilder();
        for (int i = 0; i < answers.split(" ").length; i++) {
            got.append(i == 0 ? "" : " ").append(String.format("%02x", kbd.in(4000)));
        }
        assertThat(got.toString()).isEqualTo(answers);
        kbd.commandByte(0x30);
    }

    @Test
    void linuxFindsKeyboardAndMouse() {
        assertThat(ask(0x20)).isEqualTo(0x03);
        kbd.commandByte(0x12);
        loop(0x5a);
        kbd.command(0xa7);
        assertThat(ask(0x20)).isEqualTo(0x32);
        kbd.command(0xa8);
        assertThat(ask(0x20)).isEqualTo(0x12);
        loop(0xa5);
        kbd.commandByte(0x30);
        loop(0xf0);
        loop(0x56);
        loop(0xa4);
        kbd.commandByte(0x12);
        kbd.commandByte(0x03);
        assertThat(kbd.keyboard(0xf2)).isEqualTo("fa ab 83");
        assertThat(kbd.keyboard(0xf5)).isEqualTo("fa");
        assertThat(kbd.keyboard(0xed, 0x00)).isEqualTo("fa fa");
        assertThat(kbd.keyboard(0xf3, 0x00)).isEqualTo("fa fa");
        assertThat(kbd.keyboard(0xf4)).isEqualTo("fa");
        kbd.command(0xd4);
        kbd.data(0xf2);
        kbd.millis(3);
        assertThat(kbd.status() & (OBF | AUX)).isEqualTo(OBF | AUX);
        assertThat(kbd.in()).isEqualTo(0xfa);
        assertThat(kbd.in()).isZero();
        kbd.commandByte(0x01);
        kbd.commandByte(0x03);
        assertThat(kbd.keyboard(0xf6)).isEqualTo("fa");
    }

    @Test
    void linuxReboots() {
        kbd.command(0xfe);

        assertThat(kbd.wires.resets()).containsExactly(Reset.INIT);
    }
}
