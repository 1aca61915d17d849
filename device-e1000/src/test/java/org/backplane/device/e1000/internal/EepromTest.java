package org.backplane.device.e1000.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.e1000.internal.E1000Bench.EECD;
import static org.backplane.device.e1000.internal.E1000Bench.EERD;

import org.junit.jupiter.api.Test;

/** The EEPROM through both of its doors (8254x §5.3, §13.4.3, §13.4.4). */
class EepromTest {
    private static final int SK = 1;
    private static final int CS = 2;
    private static final int DI = 4;
    private static final int DO = 8;
    private static final int REQ = 0x40;
    private static final int GNT = 0x80;

    private final E1000Bench card = new E1000Bench();

    private void shiftOut(int value, int bits) {
        for (int i = bits - 1; i >= 0; i--) {
            int data = CS | REQ | (value >> i & 1) * DI;
            card.out(EECD, data);
            card.out(EECD, data | SK);
            card.out(EECD, data);
        }
    }

    private int shiftIn() {
        int value = 0;
        for (int i = 0; i < 16; i++) {
            card.out(EECD, CS | REQ | SK);
            value = value << 1 | (card.in(EECD) & DO) / DO;
            card.out(EECD, CS | REQ);
        }
        return value;
    }

    private void standby() {
        card.out(EECD, REQ);
        card.out(EECD, REQ | CS);
    }

    private int microwire(int address) {
        standby();
        shiftOut(0b110, 3);
        shiftOut(address, 6);
        return shiftIn();
    }

    private int eerd(int address) {
        card.out(EERD, address << 8 | 1);
        assertThat(card.in(EERD) & 0x10).as("DONE").isEqualTo(0x10);
        return card.in(EERD) >>> 16;
    }

    @Test
    void softwareIsGrantedTheBus() {
        assertThat(card.in(EECD) & GNT).isZero();
        card.out(EECD, REQ);
        assertThat(card.in(EECD) & GNT).isEqualTo(GNT);
        assertThat(card.in(EECD) & 0x100).as("PRES").isEqualTo(0x100);
    }

    @Test
    void bothDoorsLeadToTheSameWords() {
        assertThat(microwire(0)).as("the station address").isEqualTo(0x0002);
        assertThat(microwire(2)).isEqualTo(0x0700);
        int sum = 0;
        for (int i = 0; i < 64; i++) {
            assertThat(microwire(i)).as("word %d", i).isEqualTo(eerd(i));
            sum += eerd(i);
        }
        assertThat(sum & 0xffff).as("the checksum").isEqualTo(0xbaba);
    }

    @Test
    void aReadGoesOnWithTheNextWord() {
        int first = microwire(0x0d);
        assertThat(first).isEqualTo(0x100e);
        assertThat(shiftIn()).isEqualTo(0x8086);
    }

    @Test
    void aWordIsWrittenOnlyWhenWritingIsEnabled() {
        standby();
        shiftOut(0b101, 3);
        shiftOut(0x20, 6);
        shiftOut(0x1234, 16);
        assertThat(eerd(0x20)).as("not enabled").isZero();

        standby();
        shiftOut(0b10011, 5);
        shiftOut(0, 4);
        standby();
        shiftOut(0b101, 3);
        shiftOut(0x20, 6);
        shiftOut(0x1234, 16);
        standby();
        assertThat(card.in(EECD) & DO).as("ready").isEqualTo(DO);
        assertThat(eerd(0x20)).isEqualTo(0x1234);
        assertThat(card.successor().in(EERD)).as("the register is kept too").isEqualTo(0x1234 << 16 | 0x2010);
    }

    @Test
    void theStationAddressIsLoadedAtReset() {
        assertThat(card.in(0x5400)).isEqualTo(0x00000002);
        assertThat(card.in(0x5404)).as("valid").isEqualTo(0x80000700);
        card.out(0x5400, 0x11223344);
        card.out(0, 1 << 26);
        assertThat(card.in(0x5400)).isEqualTo(0x00000002);
    }
}
