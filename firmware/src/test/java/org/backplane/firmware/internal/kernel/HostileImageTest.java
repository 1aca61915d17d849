package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backplane.firmware.internal.LittleEndian;

/** Whatever is in a file, it is either a kernel that makes sense or a {@link BadImageException}. */
class HostileImageTest {
    private static final int HEADERS_BYTES = Images.HEADER + 32;

    @Property(tries = 5000)
    void fieldsOfAnElfKernelCanHaveAnyValue(@ForAll @Size(max = 4) int[] values,
            @ForAll @IntRange(max = 30) int first) {
        byte[] image = Images.elf();
        for (int i = 0; i < values.length; i++) {
            LittleEndian.put32(image, 16 + 4 * ((first + 7 * i) % 31), values[i]);
        }
        parse(image);
    }

    @Property(tries = 5000)
    void addressFieldsCanHaveAnyValue(@ForAll @Size(5) int[] fields) {
        byte[] image = Images.withAddresses(0, 0, 0x400010);
        for (int i = 0; i < fields.length; i++) {
            LittleEndian.put32(image, 0x4C + 4 * i, fields[i]);
        }
        parse(image);
    }

    @Property(tries = 5000)
    void bytesOfTheHeadersCanBeDamaged(@ForAll @Size(min = 1, max = 8) int[] places, @ForAll byte damage) {
        byte[] image = Images.elf();
        for (int place : places) {
            image[Math.floorMod(place, HEADERS_BYTES)] ^= damage;
        }
        parse(image);
    }

    @Property(tries = 2000)
    void aFileCanEndAnywhere(@ForAll @IntRange(max = Images.BYTES) int length) {
        parse(Arrays.copyOf(Images.elf(), length));
    }

    @Property(tries = 2000)
    void aFileCanHoldAnything(@ForAll byte[] image) {
        KernelFormat.of(image);
        parse(image);
    }

    private static void parse(byte[] image) {
        MultibootKernel kernel;
        try {
            kernel = MultibootKernel.of(image);
        } catch (BadImageException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            return;
        }
        assertThat(kernel.segments()).isNotEmpty().allSatisfy(segment -> {
            assertThat(segment.fileOffset()).isNotNegative();
            assertThat(segment.fileOffset() + segment.fileBytes()).isLessThanOrEqualTo(image.length);
            assertThat((long) segment.fileBytes()).isLessThanOrEqualTo(segment.memoryBytes());
            assertThat(segment.end()).isLessThanOrEqualTo(1L << 32);
        });
        assertThat(kernel.segments()).anyMatch(segment -> segment.contains(kernel.entry()));
    }
}
