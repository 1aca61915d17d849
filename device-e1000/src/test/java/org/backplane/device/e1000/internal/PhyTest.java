package org.backplane.device.e1000.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.e1000.internal.E1000Bench.CTRL;
import static org.backplane.device.e1000.internal.E1000Bench.ICR;
import static org.backplane.device.e1000.internal.E1000Bench.MDIC;
import static org.backplane.device.e1000.internal.E1000Bench.STATUS;

import org.junit.jupiter.api.Test;

/** The transceiver through MDIC, and the link (8254x §13.4.7). */
class PhyTest {
    private static final int LU = 2;
    private static final int LSC = 4;
    private static final int READY = 1 << 28;
    private static final int ERROR = 1 << 30;

    private final E1000Bench card = new E1000Bench();

    private int read(int register) {
        card.out(MDIC, 2 << 26 | 1 << 21 | register << 16);
        assertThat(card.in(MDIC) & (READY | ERROR)).isEqualTo(READY);
        return card.in(MDIC) & 0xffff;
    }

    private void write(int register, int value) {
        card.out(MDIC, 1 << 26 | 1 << 21 | register << 16 | value);
        assertThat(card.in(MDIC) & (READY | ERROR)).isEqualTo(READY);
    }

    @Test
    void itSaysWhoItIs() {
        assertThat(read(2)).isEqualTo(0x0141);
        assertThat(read(3)).isEqualTo(0x0c20);
    }

    @Test
    void anotherAddressDoesNotAnswer() {
        card.out(MDIC, 2 << 26 | 2 << 21 | 2 << 16);
        assertThat(card.in(MDIC) & ERROR).isEqualTo(ERROR);
    }

    @Test
    void theLinkIsUpWhenTheDriverWantsIt() {
        assertThat(card.in(STATUS) & LU).as("without SLU").isZero();
        card.out(CTRL, 0x40);
        assertThat(card.in(STATUS) & LU).isEqualTo(LU);
        assertThat(card.in(STATUS) >> 6 & 3).as("1000 Mb/s").isEqualTo(2);
    }

    @Test
    void aPulledCableIsRememberedUntilItIsRead() {
        card.out(CTRL, 0x40);
        read(1);
        assertThat(read(1) & 0x24).as("negotiated, link").isEqualTo(0x24);
        card.in(ICR);
        card.network.link(false);
        card.wires.advance(0);
        assertThat(card.in(ICR) & LSC).isEqualTo(LSC);
        assertThat(card.in(STATUS) & LU).isZero();

        card.network.link(true);
        card.wires.advance(Phy.NEGOTIATION_NANOS);
        assertThat(card.in(ICR) & LSC).isEqualTo(LSC);
        assertThat(read(1) & 4).as("it was lost in between").isZero();
        assertThat(read(1) & 4).isEqualTo(4);
    }

    @Test
    void negotiationStartsAnewWhenAskedTo() {
        card.out(CTRL, 0x40);
        write(0, 0x1340);
        assertThat(card.in(STATUS) & LU).isZero();
        assertThat(read(0)).as("the restart bit clears itself").isEqualTo(0x1140);
        assertThat(read(5)).isZero();
        E1000Bench next = card.successor();
        next.wires.advance(Phy.NEGOTIATION_NANOS);
        assertThat(next.in(STATUS) & LU).as("the successor ends it").isEqualTo(LU);
    }

    @Test
    void aResetGivesTheRegistersTheirValues() {
        write(4, 0x0001);
        write(16, 0x1111);
        write(0, 0x9140);
        assertThat(read(4)).isEqualTo(0x01e1);
        assertThat(read(16)).isEqualTo(0x0360);
    }
}
