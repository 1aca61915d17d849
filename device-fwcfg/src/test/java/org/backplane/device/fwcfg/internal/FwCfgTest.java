package org.backplane.device.fwcfg.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.UUID;
import org.backplane.bus.Reset;
import org.backplane.bus.role.FirmwareFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interface as QEMU's docs/specs/fw_cfg describes it. */
class FwCfgTest {
    private final Bench fw = new Bench();

    private static FirmwareFiles files(String... names) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, ("contents of " + name).getBytes(US_ASCII));
        }
        return () -> files;
    }

    @Test
    void theSignatureIsSelectedAfterReset() {
        assertThat(fw.io.read(0, 1)).as("port 510h answers too, as measured").isEqualTo('Q');
        assertThat(fw.io.peek(1, 1)).isEqualTo('E');
        assertThat(fw.io.read(1, 1)).isEqualTo('E');
        fw.io.write(0, 2, 0x19);
        fw.card.reset(Reset.HARD);
        assertThat(fw.io.read(1, 1)).isEqualTo('Q');
        fw.card.reset(Reset.INIT);
        assertThat(fw.io.read(1, 1)).as("INIT# is for processors").isEqualTo('E');
    }

    @Test
    void seabiosReadsSignatureAndFeatures() {
        assertThat(new String(fw.item(0, 4), US_ASCII)).isEqualTo("QEMU");
        assertThat(fw.number(1, 4)).as("traditional and DMA interface").isEqualTo(3);
        assertThat(fw.item(1, 8)).as("zeroes past the end").containsExactly(3, 0, 0, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest(name = "item {0} is {2} in {1} bytes")
    @CsvSource({"3, 8, 7fa0000", "4, 2, 0", "5, 2, 1", "d, 8, 0", "e, 2, 0", "f, 2, 1", "8000, 2, 0", "8001, 2, 0",
        "8002, 4, 1", "6, 4, 0", "7fff, 4, 0", "4001, 4, 3"})
    void itemsByNumber(String number, int width, String value) {
        assertThat(fw.number(Integer.parseInt(number, 16), width)).isEqualTo(Long.parseLong(value, 16));
    }

    @Test
    void aBootMenuIsOfferedWhereItIsAskedFor() {
        assertThat(new Bench(Map.of("bootMenu", true)).number(0x0E, 2)).isEqualTo(1);
    }

    @Test
    void theDirectoryIsSortedAndNamesEveryFileWithItsSize() {
        Bench machine = new Bench(Map.of("bootOrder", new String[] {"/pci@i0cf8/ide@1,1/drive@0/disk@0", "HALT"},
                "bootMenuMillis", 100L, "bootFailMillis", 5000L));

        assertThat(machine.directory().keySet()).containsExactly("bootorder", "etc/boot-fail-wait", "etc/boot-menu-wait",
                "etc/e820", "etc/smbios/smbios-anchor", "etc/smbios/smbios-tables");
        assertThat(machine.directory().values().stream().map(file -> file[0])).doesNotHaveDuplicates()
                .allMatch(number -> number >= 0x20 && number < 0x4000);
        assertThat(new String(machine.file("bootorder"), US_ASCII))
                .isEqualTo("/pci@i0cf8/ide@1,1/drive@0/disk@0\nHALT\0");
        assertThat(Bench.little(machine.file("etc/boot-menu-wait")).getLong()).isEqualTo(100);
        assertThat(Bench.little(machine.file("etc/boot-fail-wait")).getLong()).isEqualTo(5000);
    }

    @Test
    void theMemoryMapIsWhatTheMachinesRamCovers() {
        ByteBuffer map = Bench.little(fw.file("etc/e820"));
        assertThat(map.remaining()).isEqualTo(40);
        assertThat(map.getLong()).isZero();
        assertThat(map.getLong()).isEqualTo(0xa0000);
        assertThat(map.getInt()).as("RAM").isEqualTo(1);
        assertThat(map.getLong()).isEqualTo(0x100000);
        assertThat(map.getLong()).isEqualTo(0x7f00000);
        assertThat(map.getInt()).isEqualTo(1);
    }

    @Test
    void memoryThatIsNotRamAndRangesThatDoNotAnswerAreLeftOutAndNeighboursMerged() {
        var dead = Bench.range("memory", 0x8000000, 0x8ffffff, "WB", "rw");
        dead.live = false;
        MemoryMap map = MemoryMap.of(List.of(Bench.slot("a", Bench.range("memory", 0x100000, 0x1fffff, "WB", "rw"),
                Bench.range("memory", 0x100000000L, 0x13fffffffL, "WB", "rw"), dead,
                Bench.range("memory", 0xfd000000L, 0xfdffffffL, "WC", "rw"),
                Bench.range("memory", 0xe0000, 0xfffff, "WB", "r"), Bench.range("port", 0x60, 0x60, "", "rw")),
                Bench.slot("b", Bench.range("memory", 0, 0x0fffff, "WB", "rw"))));

        assertThat(map.regions()).containsExactly(
                new MemoryMap.Region(0, 0x200000), new MemoryMap.Region(0x100000000L, 0x140000000L));
        assertThat(map.bytes()).isEqualTo(0x40200000);
    }

    @Test
    void aMachineWithoutRamHasNoMap() {
        assertThat(Items.collect(new FwCfgOptions(Map.of(), List.of(), true, -1, -1, false, 1,
                new UUID(0, 0)), List.of(), Map.of(), new FileNumbers(), fw.wires.events()).get(0x19))
                .startsWith(0, 0, 0, 2);
    }

    @Test
    void cardsBringFilesWhichAreCollectedAtReset() {
        fw.wires.plug("acpi", files("etc/acpi/rsdp", "etc/acpi/tables"));
        assertThat(new String(fw.file("etc/acpi/rsdp"), US_ASCII)).isEqualTo("contents of etc/acpi/rsdp");
        Map<String, int[]> before = fw.directory();

        fw.wires.plug("early", files("a/first"));
        assertThat(fw.directory()).as("not before the next reset").doesNotContainKey("a/first");
        fw.card.reset(Reset.HARD);
        assertThat(fw.directory().keySet()).startsWith("a/first");
        before.forEach((name, file) -> assertThat(fw.directory().get(name)).as("%s keeps its number", name)
                .isEqualTo(file));

        fw.wires.unplug("acpi");
        fw.card.reset(Reset.POWER_ON);
        assertThat(fw.directory()).containsKey("a/first").doesNotContainKey("etc/acpi/rsdp");
        fw.wires.plug("acpi", files("etc/acpi/rsdp"));
        fw.card.reset(Reset.HARD);
        assertThat(fw.directory().get("etc/acpi/rsdp")[0]).isEqualTo(before.get("etc/acpi/rsdp")[0]);
    }

    @Test
    void filesThatCannotBeOfferedAreReportedWithTheirCard() {
        fw.wires.plug("one", files("etc/mine", "x".repeat(55)));
        fw.wires.plug("two", files("etc/mine", "x".repeat(56), "with blank", ""));

        assertThat(fw.directory()).containsKeys("etc/mine", "x".repeat(55)).hasSize(5);
        assertThat(fw.wires.events().host()).hasSize(4).allMatch(line -> line.startsWith("two: "));
    }

    @Test
    void aConfiguredFileReplacesOneOfTheMachine(@TempDir Path folder) throws IOException {
        Path rom = Files.write(folder.resolve("my.rom"), new byte[] {0x55, (byte) 0xaa, 4});
        Bench machine = new Bench(Map.of("files", new String[] {"genroms/my.rom=" + rom, "etc/e820=" + rom}));

        assertThat(machine.file("genroms/my.rom")).containsExactly(0x55, 0xaa, 4);
        assertThat(machine.file("etc/e820")).hasSize(3);
        assertThatThrownBy(() -> new Bench(Map.of("files", new String[] {"a=" + folder.resolve("none")})))
                .hasMessageStartingWith("files: 'a=").hasMessageEndingWith("none cannot be read");
        assertThatThrownBy(() -> new Bench(Map.of("files", new String[] {"nothing"})))
                .hasMessage("files: 'nothing' is not NAME=PATH with a name of 1 to 55 printable characters");
    }

    @Test
    void writesHaveNoEffectAndAreReported() {
        fw.io.write(0, 2, 0);
        fw.io.write(1, 1, 0x55);

        assertThat(fw.io.read(1, 1)).isEqualTo('Q');
        assertThat(fw.wires.events().guest()).singleElement().asString().contains("DATA").contains("55");
    }

    @Test
    void badOptionsAreNamed() {
        assertThatThrownBy(() -> new Bench(Map.of("cpus", 0))).hasMessage("cpus: 0 is not between 1 and 255");
        assertThatThrownBy(() -> new Bench(Map.of("uuid", "me"))).hasMessage("uuid: 'me' is no UUID");
        assertThatThrownBy(() -> new Bench(Map.of("bootOrder", new String[] {"a\nb"}))).hasMessageStartingWith("bootOrder:");
        assertThatThrownBy(() -> fw.card.range("x")).isInstanceOf(NoSuchElementException.class);
    }

    // The DMA interface.

    @Test
    void readingTheDmaAddressGivesItsSignature() {
        byte[] signature = new byte[8];
        for (int i = 0; i < 8; i++) {
            signature[i] = (byte) fw.dma.read(i, 1);
        }
        assertThat(new String(signature, US_ASCII)).isEqualTo("QEMU CFG");
        assertThat((int) fw.dma.read(0, 4)).isEqualTo(0x554d4551);
    }

    @Test
    void aTransferSelectsAndReadsAndGoesOn() {
        assertThat(fw.transfer(0x00000008 | 0x02, 2, 0x1000)).as("select 0, read").isZero();
        assertThat(fw.transfer(0x02, 2, 0x1002)).isZero();
        assertThat(new String(fw.memory, 0x1000, 4, US_ASCII)).isEqualTo("QEMU");
        fw.memory[0x1004] = 1;
        assertThat(fw.transfer(0x02, 4, 0x1004)).isZero();
        assertThat(fw.memory[0x1004]).as("zeroes past the end").isZero();
    }

    @Test
    void skippingAndTheDataRegisterSharePositions() {
        assertThat(fw.transfer(0x0c, 2, 0)).isZero();
        assertThat(fw.io.read(1, 1)).isEqualTo('M');
        assertThat(fw.transfer(0x08 | 0x00010000, 7, 0)).as("select alone transfers nothing").isZero();
        assertThat(fw.io.read(1, 1)).isEqualTo(3);
    }

    @Test
    void readingGoesBeforeWritingAndWritingBeforeSkipping() {
        assertThat(fw.transfer(0x08 | 0x1e, 4, 0x1000)).isZero();
        assertThat(new String(fw.memory, 0x1000, 4, US_ASCII)).isEqualTo("QEMU");
        assertThat(fw.transfer(0x08 | 0x14, 4, 0x1000)).as("no item can be written").isEqualTo(1);
        assertThat(fw.wires.events().guest()).singleElement().asString().contains("no item can be written");
    }

    @Test
    void aLongTransferIsCompleteAndOneIntoNothingFails(@TempDir Path folder) throws IOException {
        byte[] contents = new byte[10_000];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = (byte) (i * 7);
        }
        Bench machine = new Bench(Map.of("files",
                new String[] {"big=" + Files.write(folder.resolve("big"), contents)}));
        int number = machine.directory().get("big")[0];
        assertThat(machine.transfer(number << 16 | 0x0a, contents.length, 0x10000)).isZero();
        assertThat(Arrays.copyOfRange(machine.memory, 0x10000, 0x10000 + contents.length)).isEqualTo(contents);

        assertThat(machine.transfer(number << 16 | 0x0a, -1, 0x1f000)).as("4 GiB do not fit").isEqualTo(1);
        assertThat(machine.wires.events().guest()).singleElement().asString().contains("there is no memory at 00020000");
    }

    @Test
    void aStructureThatIsNotThereIsAnError() {
        fw.dma.write(0, 4, Integer.reverseBytes(1) & 0xffff_ffffL);
        fw.dma.write(4, 4, 0);
        fw.dma.write(0, 8, Long.reverseBytes(0x1_2345_6789L));
        assertThat(fw.wires.events().guest()).containsExactly(
                "DMA with the structure at 100000000 fails: its control structure is not in memory",
                "DMA with the structure at 123456789 fails: its control structure is not in memory");
        fw.dma.write(4, 2, 0);
        assertThat(fw.wires.events().guest().get(2)).startsWith("DMA_LOW");
        assertThat(fw.transfer(0x0a, 4, 0x1000)).as("the upper half is forgotten after each transfer").isZero();
    }
}
