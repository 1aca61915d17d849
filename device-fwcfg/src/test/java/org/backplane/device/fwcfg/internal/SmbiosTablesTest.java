package org.backplane.device.fwcfg.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** SMBIOS 2.8: entry point, structures, and what they say of the memory. */
class SmbiosTablesTest {
    private static final UUID SOME = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    /** A structure, cut out of the table: formatted area and strings. */
    record Cut(int type, int handle, ByteBuffer formatted, List<String> strings, int bytes) {
    }

    private static MemoryMap memory(long below, long above) {
        var low = Bench.range("memory", 0, below - 1, "WB", "rw");
        var high = Bench.range("memory", 1L << 32, (1L << 32) + above - 1, "WB", "rw");
        return MemoryMap.of(List.of(above > 0 ? Bench.slot("ram", low, high) : Bench.slot("ram", low)));
    }

    private static List<Cut> cut(byte[] table) {
        List<Cut> cuts = new ArrayList<>();
        int at = 0;
        while (at < table.length) {
            int length = table[at + 1] & 0xff;
            int end = at + length;
            while (table[end] != 0 || table[end + 1] != 0) {
                end++;
            }
            String text = new String(table, at + length, end - at - length, US_ASCII);
            ByteBuffer formatted = Bench.little(Arrays.copyOfRange(table, at, at + length));
            cuts.add(new Cut(table[at] & 0xff, formatted.getShort(2) & 0xffff, formatted,
                    text.isEmpty() ? List.of() : List.of(text.split("\0")), end + 2 - at));
            at = end + 2;
        }
        return cuts;
    }

    private static Cut only(List<Cut> cuts, int type) {
        List<Cut> of = cuts.stream().filter(cut -> cut.type() == type).toList();
        assertThat(of).as("structures of type %d", type).hasSize(1);
        return of.get(0);
    }

    @Test
    void theTableHasTheRequiredStructuresInVersion28Lengths() {
        List<Cut> cuts = cut(new SmbiosTables(memory(128 << 20, 0), 1, SOME).tables());

        assertThat(cuts).extracting(Cut::type).containsExactly(0, 1, 3, 4, 16, 17, 19, 32, 127);
        assertThat(cuts).extracting(cut -> cut.formatted().capacity())
                .containsExactly(0x18, 0x1b, 0x16, 0x2a, 0x17, 0x22, 0x1f, 0x0b, 0x04);
        assertThat(cuts).extracting(Cut::handle).doesNotHaveDuplicates();
        assertThat(only(cuts, 1).strings()).containsExactly("Backplane", "Backplane PC", "0.1");
        byte[] uuid = new byte[16];
        only(cuts, 1).formatted().get(8, uuid);
        assertThat(uuid).as("three little-endian fields, then bytes")
                .containsExactly(
                        0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff);
    }

    @Property
    void theEntryPointHasItsChecksumsAndCounts(@ForAll @IntRange(min = 1, max = 255) int cpus) {
        SmbiosTables smbios = new SmbiosTables(memory(64 << 20, 1L << 30), cpus, SOME);
        byte[] anchor = smbios.anchor();
        List<Cut> cuts = cut(smbios.tables());

        assertThat(anchor).as("SeaBIOS takes this size only").hasSize(31);
        assertThat(sum(anchor, 0)).isZero();
        assertThat(sum(anchor, 16)).isZero();
        ByteBuffer entry = Bench.little(anchor);
        assertThat(entry.getShort(0x16) & 0xffff).isEqualTo(smbios.tables().length);
        assertThat(entry.getShort(0x1c)).isEqualTo((short) cuts.size());
        assertThat((int) entry.getShort(8)).isEqualTo(cuts.stream().mapToInt(Cut::bytes).max().orElse(0));
        assertThat(cuts.stream().filter(cut -> cut.type() == 4)).hasSize(cpus);
        assertThat(cuts).extracting(Cut::handle).doesNotHaveDuplicates();
    }

    private static int sum(byte[] bytes, int from) {
        int sum = 0;
        for (int i = from; i < bytes.length; i++) {
            sum += bytes[i];
        }
        return sum & 0xff;
    }

    @Property
    void theMemorySizeIsReal(@ForAll @LongRange(min = 1, max = 3072) long belowMib,
            @ForAll @LongRange(max = 4_000_000) long aboveMib) {
        long bytes = belowMib + aboveMib << 20;
        List<Cut> cuts = cut(new SmbiosTables(memory(belowMib << 20, aboveMib << 20), 1, SOME).tables());

        ByteBuffer device = only(cuts, 17).formatted();
        int size = device.getShort(12) & 0xffff;
        assertThat(size == 0x7fff ? device.getInt(28) & 0xffff_ffffL : size).as("MiB").isEqualTo(belowMib + aboveMib);
        ByteBuffer array = only(cuts, 16).formatted();
        long capacity = array.getInt(7) & 0xffff_ffffL;
        assertThat(capacity == 0x8000_0000L ? array.getLong(15) : capacity << 10).isEqualTo(bytes);
        long mapped = cuts.stream().filter(cut -> cut.type() == 19).mapToLong(cut -> mapped(cut.formatted())).sum();
        assertThat(mapped).isEqualTo(bytes);
    }

    private static long mapped(ByteBuffer address) {
        long first = address.getInt(4) & 0xffff_ffffL;
        long last = address.getInt(8) & 0xffff_ffffL;
        return first == 0xffff_ffffL ? address.getLong(23) - address.getLong(15) + 1 : last - first + 1 << 10;
    }

    @Test
    void aSizeThatIsNoMultipleOfAMebibyteIsGivenInKibibytes() {
        ByteBuffer device = only(cut(new SmbiosTables(memory(0xa0000, 0), 1, SOME).tables()), 17).formatted();

        assertThat(device.getShort(12) & 0xffff).isEqualTo(0x8000 | 640);
    }
}
