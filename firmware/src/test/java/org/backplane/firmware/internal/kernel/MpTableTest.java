package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.firmware.internal.LittleEndian.get16;
import static org.backplane.firmware.internal.LittleEndian.get32;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.backplane.bus.apic.IoApic;
import org.backplane.firmware.internal.FakeWires;
import org.junit.jupiter.api.Test;

/** MP 1.4 chapter 4. */
class MpTableTest {
    private static final int TABLE = 16;
    private static final int ENTRIES = TABLE + 44;

    private final FakeWires wires = new FakeWires();
    private final BoardApics apics = BoardApics.of(wires);

    private byte[] table(boolean withIoApic) {
        wires.plug(new TestApic(0));
        if (withIoApic) {
            wires.plug((IoApic) vector -> { });
        }
        return MpTable.of(apics);
    }

    private static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return sum & 0xFF;
    }

    private static byte[] entry(byte[] table, int from, int bytes) {
        return Arrays.copyOfRange(table, from, from + bytes);
    }

    @Test
    void thePointerIsInTheRomAndNamesTheTableBehindIt() {
        byte[] table = table(true);

        assertThat(MpTable.OFFSET % 16).as("on a paragraph").isZero();
        assertThat(new String(table, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("_MP_");
        assertThat(get32(table, 4)).isEqualTo(0xF1010);
        assertThat(table[8]).as("one paragraph").isEqualTo((byte) 1);
        assertThat(table[9]).as("version 1.4").isEqualTo((byte) 4);
        assertThat(table[11]).as("there is a table").isZero();
        assertThat(table[12]).as("virtual wire mode").isZero();
        assertThat(sum(table, 0, 16)).isZero();
    }

    @Test
    void theHeaderCountsBytesAndEntries() {
        byte[] table = table(true);

        assertThat(new String(table, TABLE, 4, StandardCharsets.US_ASCII)).isEqualTo("PCMP");
        assertThat(get16(table, TABLE + 4)).isEqualTo(table.length - TABLE);
        assertThat(sum(table, TABLE, table.length)).isZero();
        assertThat(get16(table, TABLE + 34)).as("processor, bus, I/O APIC, 15 interrupts, two pins").isEqualTo(20);
        assertThat(table.length).isEqualTo(ENTRIES + 20 + 19 * 8);
        assertThat(get32(table, TABLE + 36)).isEqualTo(0xFEE0_0000L);
    }

    @Test
    void theTimerIsAtInput2AndTheOthersAtTheirNumbers() {
        byte[] table = table(true);
        int at = ENTRIES;
        assertThat(entry(table, at, 4)).as("processor 0, enabled, the first").containsExactly(0, 0, 0x14, 3);
        at += 20;
        assertThat(entry(table, at, 8)).containsExactly(1, 0, 'I', 'S', 'A', ' ', ' ', ' ');
        at += 8;
        assertThat(entry(table, at, 8)).containsExactly(2, 1, 0x20, 1, 0, 0, 0xC0, 0xFE);
        at += 8;
        assertThat(entry(table, at, 8)).containsExactly(3, 0, 0, 0, 0, 0, 1, 2);
        assertThat(entry(table, at + 8, 8)).containsExactly(3, 0, 0, 0, 0, 1, 1, 1);
        assertThat(entry(table, at + 16, 8)).as("the cascade is left out").containsExactly(3, 0, 0, 0, 0, 3, 1, 3);
        at += 15 * 8;
        assertThat(entry(table, at, 8)).as("8259A at LINT0").containsExactly(4, 3, 0, 0, 0, 0, 0xFF, 0);
        assertThat(entry(table, at + 8, 8)).as("NMI at LINT1").containsExactly(4, 1, 0, 0, 0, 0, 0xFF, 1);
    }

    @Test
    void withoutAnIoApicThereAreNoInterruptsOfIts() {
        byte[] table = table(false);

        assertThat(get16(table, TABLE + 34)).isEqualTo(4);
        assertThat(table.length).isEqualTo(ENTRIES + 20 + 3 * 8);
        assertThat(sum(table, TABLE, table.length)).isZero();
    }
}
