package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.firmware.internal.LittleEndian.get32;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.apic.IoApic;
import org.backplane.firmware.internal.FakeRam;
import org.backplane.firmware.internal.FakeSlab;
import org.backplane.firmware.internal.FakeWires;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCardTest {
    private static final long LOAD = 0x1BADB002L;
    private static final int LINUX_BYTES = 32 << 20;

    @TempDir
    Path directory;

    private final FakeWires wires = new FakeWires();
    private final FakeRam ram = new FakeRam(4 << 20);
    private Path kernel;
    private KernelCard card;
    private RangeHandler loader;
    private byte[] rom;

    @BeforeEach
    void plug() throws IOException {
        kernel = Files.write(directory.resolve("kernel.elf"), Images.elf());
        wires.ram = ram;
        card = new KernelCard(() -> BootPlan.read(kernel.toString(), "quiet", List.of(), "4M"), wires);
        loader = card.range("loader");
        rom = wires.slabs.get(0).bytes;
    }

    @Test
    void theRomHasAJumpAtTheResetVectorAndAnswersAtBothPlaces() {
        assertThat(rom).hasSize(0x10000);
        assertThat(rom[0xFFF0]).isEqualTo((byte) 0xE9);
        assertThat(card.range("high")).isEqualTo(new FakeSlab.Window(wires.slabs.get(0), 0, 0x10000, false));
        assertThat(card.range("low")).isEqualTo(card.range("high"));
    }

    @Test
    void nothingIsInRamBeforeTheRomAsksForIt() {
        assertThat(get32(rom, 0)).as("status").isZero();
        assertThat(loader.read(0, 4)).isZero();
        assertThat(ram.bytes).containsOnly(FakeRam.GARBAGE);
    }

    @Test
    void aWriteOfTheMagicNumberLoadsTheKernelAndPatchesTheParameters() {
        loader.write(0, 4, LOAD);

        assertThat(get32(rom, 0)).as("status").isEqualTo(1);
        assertThat(get32(rom, 4)).as("entry").isEqualTo(0x100010);
        assertThat(get32(rom, 8)).as("EAX, that a Multiboot loader is at work").isEqualTo(0x2BADB002L);
        assertThat(get32(rom, 12)).as("EBX, the information").isEqualTo(0x10000);
        assertThat(get32(rom, 16)).as("ESI").isZero();
        assertThat(loader.read(0, 4)).isEqualTo(1);
        assertThat(loader.peek(0, 4)).isEqualTo(1);
        assertThat(ram.bytes[0x100000]).isEqualTo(Images.elf()[0x1000]);
        assertThat(ram.text(ram.get32(0x10000 + 16))).isEqualTo("quiet");
        assertThat(wires.hostEvents).isEmpty();
    }

    @Test
    void withoutALocalApicThereAreNoTables() {
        loader.write(0, 4, LOAD);

        assertThat(get32(rom, 20)).as("local APIC").isZero();
        assertThat(get32(rom, 24)).as("I/O APIC").isZero();
        assertThat(get32(rom, MpTable.OFFSET)).isZero();
    }

    @Test
    void theApicsOfTheBoardAreToldToTheRomAndInTheMpTable() {
        TestApic apic = new TestApic(2);
        wires.plug(apic);
        wires.plug((IoApic) vector -> { });

        loader.write(0, 4, LOAD);

        assertThat(get32(rom, 20)).as("registers of the local APIC").isEqualTo(0xFEE0_0000L);
        assertThat(get32(rom, 24)).as("registers of the I/O APIC").isEqualTo(0xFEC0_0000L);
        assertThat(get32(rom, 28)).as("its ID register").isEqualTo(0x0300_0000L);
        assertThat(get32(rom, MpTable.OFFSET)).as("_MP_").isEqualTo(0x5F50_4D5FL);

        apic.base = 0xFEE0_0100L;
        loader.write(0, 4, LOAD);
        assertThat(get32(rom, 20)).as("it is disabled now").isZero();
        assertThat(get32(rom, 24)).isZero();
        assertThat(get32(rom, MpTable.OFFSET)).isZero();
    }

    /** What video firmware leaves at 400h after it has set mode 3 and written a line. */
    private static FakeRam withScreen(int lengthBytes) {
        FakeRam ram = new FakeRam(lengthBytes);
        Arrays.fill(ram.bytes, 0x400, 0x500, (byte) 0);
        ram.bytes[0x449] = 3;
        ram.bytes[0x44A] = 80;
        ram.bytes[0x450] = 7;
        ram.bytes[0x451] = 2;
        ram.bytes[0x484] = 24;
        ram.bytes[0x485] = 16;
        ram.bytes[0x487] = 0x60;
        return ram;
    }

    /** Loads a Linux kernel; gives the address of the zero page. */
    private long loadLinux(FakeRam large) throws IOException {
        Files.write(kernel, LinuxImages.image());
        FakeWires own = new FakeWires();
        own.ram = large;
        new KernelCard(() -> BootPlan.read(kernel.toString(), "", List.of(), "32M"), own).range("loader").write(0, 4, LOAD);
        return get32(own.slabs.get(0).bytes, 16);
    }

    @Test
    void linuxIsToldOfTheScreenThatTheRomHasSetUp() throws IOException {
        FakeRam large = withScreen(LINUX_BYTES);
        long zeroPage = loadLinux(large);

        byte[] screenInfo = new byte[0x40];
        screenInfo[0x00] = 7;
        screenInfo[0x01] = 2;
        screenInfo[0x06] = 3;
        screenInfo[0x07] = 80;
        screenInfo[0x0A] = 3;
        screenInfo[0x0E] = 25;
        screenInfo[0x0F] = 1;
        screenInfo[0x10] = 16;
        assertThat(large.slice(zeroPage, 0x40)).as("cursor 7, 2; mode 3 with 80 columns; 256 KiB; 25 lines; a VGA; 16 points")
                .isEqualTo(screenInfo);
        assertThat(large.get32(zeroPage + 0x202)).as("HdrS is where it was").isEqualTo(0x53726448);
    }

    @Test
    void withoutAScreenLinuxIsToldOfNone() throws IOException {
        FakeRam large = withScreen(LINUX_BYTES);
        large.bytes[0x449] = 0x13;
        assertThat(large.slice(loadLinux(large), 0x40)).as("this is no text").containsOnly(0);
        Arrays.fill(large.bytes, 0x400, 0x500, (byte) 0);
        assertThat(large.slice(loadLinux(large), 0x40)).as("nothing has set a mode").containsOnly(0);
    }

    @Test
    void aMultibootKernelIsNotWrittenOver() {
        FakeRam withScreen = withScreen(4 << 20);
        wires.ram = withScreen;
        byte[] before = withScreen.slice(0, 0x400);
        loader.write(0, 4, LOAD);
        assertThat(get32(rom, 0)).as("status").isEqualTo(1);
        assertThat(withScreen.slice(0, 0x400)).as("where ESI would point to").isEqualTo(before);
    }

    @Test
    void eachBootLoadsTheFileAsItIsThen() throws IOException {
        loader.write(0, 4, LOAD);
        byte[] rebuilt = Images.elf();
        rebuilt[0x1000] = 0x77;
        Files.write(kernel, rebuilt);
        ram.bytes[0x101000] = 0x55;

        loader.write(0, 4, LOAD);

        assertThat(ram.bytes[0x100000]).isEqualTo((byte) 0x77);
        assertThat(ram.bytes[0x101000]).as("zeroed again").isZero();
    }

    @Test
    void aFileThatVanishesIsReportedAndNothingIsStarted() throws IOException {
        loader.write(0, 4, LOAD);
        Files.delete(kernel);

        loader.write(0, 4, LOAD);

        assertThat(get32(rom, 0)).as("status").isZero();
        assertThat(wires.hostEvents).containsExactly(kernel + " cannot be read: no such file");
    }

    @Test
    void memoryThatIsNotThereIsReportedAndNothingIsStarted() {
        wires.ram = new FakeRam(0x101400);

        loader.write(0, 4, LOAD);

        assertThat(get32(rom, 0)).as("status").isZero();
        assertThat(wires.hostEvents).containsExactly(
                "only 5120 of 6144 bytes of " + kernel + " reached memory at 00100000: is there RAM?");
    }

    @Test
    void anyOtherValueIsReportedAsTheGuestsMistake() {
        loader.write(0, 4, 1);

        assertThat(wires.guestEvents)
                .containsExactly("wrote 00000001 to the kernel loader, which takes 1BADB002 only");
        assertThat(ram.bytes).containsOnly(FakeRam.GARBAGE);
    }

    @Test
    void anUnknownRangeIsRefusedByName() {
        assertThatThrownBy(() -> card.range("middle")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("middle");
    }

    @Test
    void aSuccessorHasTheLoadedRomAndDoesNotLookAtTheFiles() throws IOException {
        loader.write(0, 4, LOAD);
        Files.delete(kernel);
        FakeWires next = new FakeWires();
        next.left.addAll(wires.slabs);
        KernelCard successor = KernelCard.after(() -> BootPlan.read(kernel.toString(), "quiet", List.of(), "4M"), next);

        assertThat(successor.range("loader").read(0, 4)).as("loaded").isEqualTo(1);
        assertThat(rom[0xFFF0]).isEqualTo((byte) 0xE9);
    }
}
