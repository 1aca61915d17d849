package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.firmware.internal.LittleEndian.put32;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class MultibootKernelTest {
    private final byte[] image = Images.elf();

    @Test
    void theSegmentsOfAnElfFileGoToTheirPhysicalAddresses() {
        MultibootKernel kernel = MultibootKernel.of(image);

        assertThat(kernel.segments()).containsExactly(
                new Segment(0x100000, 0x1000, 0x1000, 0x1800), new Segment(0x200000, 0x2000, 0x1000, 0x1000));
        assertThat(kernel.entry()).isEqualTo(0x100010);
        assertThat(kernel.end()).isEqualTo(0x201000);
    }

    @Test
    void aVirtualEntryPointMovesWithItsSegmentToThePhysicalAddress() {
        Images.programHeader(image, 0, 0x1000, 0xC0100000L, 0x100000, 0x1000, 0x1800);
        put32(image, 24, 0xC0100010L);

        assertThat(MultibootKernel.of(image).entry()).isEqualTo(0x100010);
    }

    @Test
    void aPhysicalEntryPointOfAHigherHalfKernelStays() {
        Images.programHeader(image, 0, 0x1000, 0xC0100000L, 0x100000, 0x1000, 0x1800);

        assertThat(MultibootKernel.of(image).entry()).isEqualTo(0x100010);
    }

    @Test
    void theHeaderMayLieAnywhereInTheFirst8192BytesAtAMultipleOf4() {
        byte[] moved = new byte[8192];
        Images.header(moved, 8192 - 12, 0);
        assertThat(MultibootHeader.find(moved)).hasValue(8180);

        byte[] tooFar = new byte[9000];
        Images.header(tooFar, 8192 - 8, 0);
        assertThat(MultibootHeader.find(tooFar)).as("not wholly inside").isEmpty();

        byte[] unaligned = new byte[8192];
        Images.header(unaligned, 0x102, 0);
        assertThat(MultibootHeader.find(unaligned)).isEmpty();
    }

    @Test
    void aMagicNumberWithoutItsChecksumIsPassedOver() {
        put32(image, 0x100, MultibootHeader.MAGIC);

        assertThat(MultibootHeader.find(image)).hasValue(Images.HEADER);

        image[Images.HEADER + 8]++;
        failsWith("no Multiboot header (magic number 1BADB002 with its checksum) in the first 8192 bytes");
    }

    @Test
    void aRequirementThatCannotBeMetIsAReasonToRefuse() {
        Images.header(image, Images.HEADER, 4);
        failsWith("it requires a video mode (flags bit 2), which this loader cannot set");

        Images.header(image, Images.HEADER, 0x8003);
        failsWith("it has unknown requirements (flags 00008003)");
    }

    @Test
    void anOptionalFeatureThatIsNotKnownIsIgnored() {
        Images.header(image, Images.HEADER, 0xFFFE0003L);

        assertThat(MultibootKernel.of(image).segments()).hasSize(2);
    }

    @Test
    void addressFieldsTakePrecedenceOverTheElfHeaders() {
        Images.header(image, Images.HEADER, 1 << 16);
        put32(image, Images.HEADER + 12, 0x400200);
        put32(image, Images.HEADER + 16, 0x400000);
        put32(image, Images.HEADER + 28, 0x400400);

        MultibootKernel kernel = MultibootKernel.of(image);

        assertThat(kernel.segments()).containsExactly(new Segment(0x400000, 0, 0x3000, 0x3000));
        assertThat(kernel.entry()).isEqualTo(0x400400);
    }

    @Test
    void addressFieldsSayWhereLoadingBeginsInTheFile() {
        MultibootKernel kernel = MultibootKernel.of(Images.withAddresses(0x400100, 0x400300, 0x400010));

        assertThat(kernel.segments()).containsExactly(new Segment(0x400000, 0x20, 0x100, 0x300));
        assertThat(kernel.entry()).isEqualTo(0x400010);
    }

    @Test
    void withoutEndAddressesTheWholeFileIsLoadedAndNothingZeroed() {
        MultibootKernel kernel = MultibootKernel.of(Images.withAddresses(0, 0, 0x400010));

        assertThat(kernel.segments()).containsExactly(new Segment(0x400000, 0x20, 0xFE0, 0xFE0));
    }

    @Test
    void addressFieldsThatMakeNoSenseAreRefused() {
        reason(Images.withAddresses(0x3FFFFF, 0, 0x400010)).hasMessageContaining("not in ascending order");
        reason(Images.withAddresses(0x400100, 0x4000FF, 0x400010)).hasMessageContaining("not in ascending order");
        reason(Images.withAddresses(0x402000, 0, 0x400010)).hasMessageContaining("lies outside the file");
        reason(Images.withAddresses(0x400100, 0, 0x400100))
                .hasMessage("its entry point 00400100 lies in none of its segments");

        byte[] loadAboveHeader = Images.withAddresses(0, 0, 0x400010);
        put32(loadAboveHeader, 0x50, 0x400024);
        reason(loadAboveHeader).hasMessage("its load_addr is above its header_addr");

        byte[] beforeFile = Images.withAddresses(0, 0, 0x400010);
        put32(beforeFile, 0x50, 0x3FFFDC);
        reason(beforeFile).as("loading would begin 4 bytes before the file")
                .hasMessageContaining("lies outside the file");
    }

    @Test
    void addressFieldsBehindTheSearchedPartAreRefused() {
        byte[] late = new byte[0x4000];
        Images.header(late, 8192 - 12, 1 << 16);

        reason(late).hasMessageContaining("address fields of its header");
    }

    @Test
    void segmentsThatOverlapAreRefused() {
        Images.programHeader(image, 1, 0x2000, 0x1017FF, 0x1017FF, 0x1000, 0x1000);

        failsWith("its segments 00100000-001017FF and 001017FF-001027FE overlap");
    }

    @Test
    void segmentsThatReachOutOfTheFileOrTheAddressSpaceAreRefused() {
        Images.programHeader(image, 1, 0x2001, 0x200000, 0x200000, 0x1000, 0x1000);
        failsWith("the segment at 00200000 lies outside the file");

        Images.programHeader(image, 1, 0xFFFFFFF0L, 0x200000, 0x200000, 0x1000, 0x1000);
        failsWith("the segment at 00200000 lies outside the file");

        Images.programHeader(image, 1, 0x2000, 0x200000, 0xFFFFF001L, 0x1000, 0x1000);
        failsWith("the segment at FFFFF001 ends above 4 GiB");

        Images.programHeader(image, 1, 0x2000, 0x200000, 0x200000, 0x1000, 0xFFF);
        failsWith("the segment at 00200000 has more bytes in the file (1000) than in memory (FFF)");
    }

    @Test
    void programHeadersOutsideTheFileAreRefused() {
        put32(image, 28, Images.BYTES - 63);
        failsWith("its ELF program headers lie outside the file");

        put32(image, 28, 0xFFFFFFFFL);
        failsWith("its ELF program headers lie outside the file");

        put32(image, 28, 52);
        image[42] = 31;
        failsWith("its ELF program headers lie outside the file");
    }

    @Test
    void aFileWithNothingToLoadIsRefused() {
        image[44] = 0;
        failsWith("its ELF program headers have nothing to load");
    }

    @Test
    void otherKindsOfElfFilesAreRefused() {
        image[4] = 2;
        failsWith("it is no 32-bit ELF file; the processor is a 32-bit one");

        image[4] = 1;
        image[18] = 40;
        failsWith("it is an ELF file for another processor");

        image[18] = 3;
        image[16] = 3;
        failsWith("it is an ELF file, but no executable with fixed addresses");
    }

    @Test
    void anEntryPointOutsideTheSegmentsIsRefused() {
        put32(image, 24, 0x101800);

        failsWith("its entry point 00101800 lies in none of its segments");
    }

    @Test
    void aHeaderAloneDoesNotMakeAKernel() {
        byte[] text = new byte[100];
        Images.header(text, 0, 0);

        reason(text).hasMessage("it is no ELF file, and its header has no addresses (flags bit 16)");
    }

    private void failsWith(String reason) {
        reason(image).hasMessage(reason);
    }

    private static AbstractThrowableAssert<?, ?> reason(byte[] image) {
        return assertThatThrownBy(() -> MultibootKernel.of(image)).isInstanceOf(BadImageException.class);
    }
}
