package org.backplane.device.acpi.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables, put into memory as firmware would, and read as an operating system would: ACPI §5.2. */
class TablesTest {
    private static final int TABLES_AT = 0x07fe_0000;
    private static final int RSDP_AT = 0x000f_5000;

    private final Bench bench = new Bench();

    private static Bench pc() {
        Bench pc = new Bench();
        pc.wires.slot(Bench.slot("ram", new String[0], Bench.ram(0, 0x7ff_ffff)));
        pc.device("kbd", "irq=irq1,auxirq=irq12", 0x60, 0x60, 0x64, 0x64);
        pc.device("cmos", "", 0x70, 0x71);
        pc.device("pic", "intr", 0x20, 0x21, 0xa0, 0xa1);
        pc.device("pit", "irq=irq0", 0x40, 0x43, 0x61, 0x61);
        pc.device("dma", "", 0x00, 0x0f, 0x81, 0x8f, 0xc0, 0xdf);
        pc.device("fdc", "irq=irq6", 0x3f1, 0x3f5, 0x3f7, 0x3f7);
        pc.device("com1", "irq=irq4", 0x3f8, 0x3ff);
        pc.device("com2", "irq=irq3", 0x2f8, 0x2ff);
        pc.device("fwcfg", "", 0x510, 0x511, 0x514, 0x51b);
        pc.device("host", "", 0xcf8, 0xcfb, 0xcfc, 0xcff, 0xcf9, 0xcf9);
        pc.device("vga", "", 0x3c0, 0x3cf);
        return pc;
    }

    /** Memory after firmware has run the script; tables by signature. */
    private static final class Loaded {
        private final Map<String, ByteBuffer> memory = new LinkedHashMap<>();

        Loaded(Map<String, byte[]> files) {
            ByteBuffer script = little(files.get("etc/table-loader"));
            assertThat(script.remaining() % 128).as("entries of 128 bytes").isZero();
            for (; script.hasRemaining(); script.position(script.position() + 128)) {
                ByteBuffer entry = script.slice(script.position(), 128).order(ByteOrder.LITTLE_ENDIAN);
                switch (entry.getInt()) {
                    case 1 -> allocate(files, entry);
                    case 2 -> point(entry);
                    case 3 -> checksum(entry);
                    default -> throw new AssertionError("an unknown command");
                }
            }
        }

        private void allocate(Map<String, byte[]> files, ByteBuffer entry) {
            String file = name(entry);
            assertThat(entry.getInt()).as("alignment of %s", file).isEqualTo(file.endsWith("rsdp") ? 16 : 64);
            assertThat((int) entry.get()).as("zone of %s", file).isEqualTo(file.endsWith("rsdp") ? 2 : 1);
            memory.put(file, little(files.get(file).clone()));
        }

        private void point(ByteBuffer entry) {
            ByteBuffer in = memory.get(name(entry));
            int address = name(entry).endsWith("rsdp") ? RSDP_AT : TABLES_AT;
            int at = entry.getInt();
            if (entry.get() == 8) {
                in.putLong(at, in.getLong(at) + address);
            } else {
                in.putInt(at, in.getInt(at) + address);
            }
        }

        private void checksum(ByteBuffer entry) {
            ByteBuffer in = memory.get(name(entry));
            int at = entry.getInt();
            in.put(at, (byte) (in.get(at) - sum(in, entry.getInt(), entry.getInt())));
        }

        private static String name(ByteBuffer entry) {
            byte[] name = new byte[56];
            entry.get(name);
            return new String(name, US_ASCII).replaceFirst("\0.*", "");
        }

        ByteBuffer rsdp() {
            return memory.get("etc/acpi/rsdp");
        }

        /** The table at an address. */
        ByteBuffer at(long physical) {
            ByteBuffer tables = memory.get("etc/acpi/tables");
            int offset = (int) (physical - TABLES_AT);
            return tables.slice(offset, tables.getInt(offset + 4)).order(ByteOrder.LITTLE_ENDIAN);
        }

        Map<String, ByteBuffer> all() {
            Map<String, ByteBuffer> found = new LinkedHashMap<>();
            ByteBuffer xsdt = at(rsdp().getLong(24));
            found.put("XSDT", xsdt);
            for (int i = 36; i < xsdt.capacity(); i += 8) {
                ByteBuffer table = at(xsdt.getLong(i));
                found.put(signature(table), table);
            }
            found.put("DSDT", at(found.get("FACP").getInt(40)));
            return found;
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int sum(ByteBuffer bytes, int from, int length) {
        int sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += bytes.get(i);
        }
        return sum & 0xff;
    }

    private static String signature(ByteBuffer table) {
        byte[] signature = new byte[4];
        table.get(0, signature);
        return new String(signature, US_ASCII);
    }

    @Test
    void rootPointerAndTablesAddUpAndPointAtEachOther() {
        Loaded loaded = new Loaded(pc().files());
        ByteBuffer rsdp = loaded.rsdp();
        assertThat(rsdp.capacity()).isEqualTo(36);
        assertThat(new String(rsdp.array(), 0, 8, US_ASCII)).isEqualTo("RSD PTR ");
        assertThat(sum(rsdp, 0, 20)).isZero();
        assertThat(sum(rsdp, 0, 36)).isZero();

        Map<String, ByteBuffer> tables = loaded.all();
        assertThat(tables.keySet()).containsExactly("XSDT", "FACP", "DSDT");
        tables.forEach((name, table) -> assertThat(sum(table, 0, table.capacity())).as(name).isZero());
        ByteBuffer rsdt = loaded.at(rsdp.getInt(16));
        assertThat(signature(rsdt)).isEqualTo("RSDT");
        assertThat(sum(rsdt, 0, rsdt.capacity())).isZero();
        assertThat((long) rsdt.getInt(36)).isEqualTo(tables.get("XSDT").getLong(36));
        ByteBuffer facs = loaded.at(tables.get("FACP").getInt(36));
        assertThat(signature(facs)).isEqualTo("FACS");
        assertThat(facs.capacity()).isEqualTo(64);
        assertThat(tables.get("FACP").getInt(36) % 64).as("the FACS is aligned").isZero();
        assertThat(tables.get("FACP").getLong(140)).isEqualTo(tables.get("FACP").getInt(40));
    }

    @Test
    void theFixedTableSaysWhereTheRegistersAre() {
        ByteBuffer fadt = new Loaded(pc().files()).all().get("FACP");
        assertThat(fadt.capacity()).as("revision 3").isEqualTo(244);
        assertThat((int) fadt.get(8)).isEqualTo(3);
        assertThat((int) fadt.getShort(46)).as("SCI_INT").isEqualTo(9);
        assertThat(fadt.getInt(48)).as("SMI_CMD").isEqualTo(0xb2);
        assertThat(fadt.getShort(52)).as("ACPI_ENABLE, ACPI_DISABLE").isEqualTo((short) 0xf0f1);
        assertThat(fadt.getInt(56)).as("PM1a_EVT_BLK").isEqualTo(0x600);
        assertThat(fadt.getInt(64)).as("PM1a_CNT_BLK").isEqualTo(0x604);
        assertThat(fadt.getInt(76)).as("PM_TMR_BLK").isEqualTo(0x608);
        assertThat(fadt.getInt(80)).as("GPE0_BLK").isEqualTo(0xafe0);
        assertThat(fadt.getInt(88)).as("lengths").isEqualTo(0x04_00_02_04);
        assertThat((int) fadt.get(92)).as("GPE0_BLK_LEN").isEqualTo(4);
        assertThat((int) fadt.get(108)).as("CENTURY").isEqualTo(0x32);
        assertThat((int) fadt.getShort(109)).as("IAPC_BOOT_ARCH: legacy devices, 8042").isEqualTo(3);
        assertThat(fadt.getInt(112)).as("flags").isEqualTo(0x465);
        assertThat(fadt.getLong(120)).as("RESET_REG").isEqualTo(0xcf9);
        assertThat((int) fadt.get(128)).as("RESET_VALUE").isEqualTo(0x0f);
        assertThat(fadt.getInt(148)).as("X_PM1a_EVT_BLK: port, 32 bits").isEqualTo(0x0000_2001);
        assertThat(fadt.getLong(152)).isEqualTo(0x600);
        assertThat(fadt.getLong(176)).isEqualTo(0x604);
        assertThat(fadt.getLong(212)).isEqualTo(0x608);
        assertThat(fadt.getLong(224)).isEqualTo(0xafe0);
    }

    @Test
    void theTablesFollowTheRegistersAndTheMachine() {
        bench.config(0x40, 2, 0xb000);
        bench.config(0x80, 1, 1);
        ByteBuffer fadt = new Loaded(bench.files()).all().get("FACP");

        assertThat(fadt.getInt(56)).as("where the guest has put the block").isEqualTo(0xb000);
        assertThat((int) fadt.get(108)).as("no clock").isZero();
        assertThat((int) fadt.getShort(109)).as("no 8042, no VGA, no clock").isEqualTo(0x25);
        assertThat(fadt.getInt(112) & 0x400).as("no reset register").isZero();
        assertThat(new Bench(Map.of("tables", false)).files()).isEmpty();
    }

    @Test
    void aMachineWithApicsHasAnApicTable() {
        Bench pc = pc();
        pc.wires.slot(Bench.slot("apic", new String[0], Bench.range("memory", 0xfee00000L, 0xfee00fffL, "apic"),
                Bench.range("memory", 0xfec00000L, 0xfec00fffL, "ioapic")));
        ByteBuffer madt = new Loaded(pc.files()).all().get("APIC");

        assertThat(madt.getInt(36)).isEqualTo(0xfee00000);
        List<Integer> types = new ArrayList<>();
        for (int at = 44; at < madt.capacity(); at += madt.get(at + 1)) {
            types.add((int) madt.get(at));
        }
        assertThat(types).as("processor, I/O APIC, five overrides, NMI").containsExactly(0, 1, 2, 2, 2, 2, 2, 4);
    }

    // What Intel's disassembler and compiler make of it.

    private static boolean hasIasl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(p -> new File(p, "iasl").canExecute());
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        process.waitFor();
        return output;
    }

    /** Disassembles the DSDT, compiles what comes out, and gives the source. */
    private static String disassembled(Path folder, Bench machine) throws IOException, InterruptedException {
        assumeTrue(hasIasl(), "iasl is not installed (Debian: acpica-tools); the AML is not disassembled");
        Map<String, ByteBuffer> tables = new Loaded(machine.files()).all();
        byte[] dsdt = new byte[tables.get("DSDT").capacity()];
        tables.get("DSDT").get(0, dsdt);
        Files.write(folder.resolve("dsdt.aml"), dsdt);
        String decompiled = run(folder, "iasl", "-d", "dsdt.aml");
        assertThat(decompiled).contains("ASL Output", "dsdt.dsl").doesNotContainIgnoringCase("error");
        String source = Files.readString(folder.resolve("dsdt.dsl"));
        String compiled = run(folder, "iasl", "-oa", "-p", "again", "dsdt.dsl");
        assertThat(compiled).as(source).contains("Compilation successful. 0 Errors, 0 Warnings");
        byte[] again = Files.readAllBytes(folder.resolve("again.aml"));
        assertThat(Arrays.copyOfRange(again, 36, again.length)).as("the compiler encodes the same")
                .isEqualTo(Arrays.copyOfRange(dsdt, 36, dsdt.length));
        return source.replaceAll("/\\*.*?\\*/|//.*", "").replaceAll("\\s+", " ");
    }

    @Test
    void theDsdtIsWhatTheCompilerWouldMake(@TempDir Path folder) throws IOException, InterruptedException {
        String source = disassembled(folder, pc());

        assertThat(source).contains("Device (PCI0)", "EisaId (\"PNP0A03\")", "Device (ISA)", "Device (LNKD)",
                "Device (KBD)", "Device (MOU)", "Device (RTC)", "Device (FDC)", "Device (COM1)", "Device (COM2)",
                "Device (TMR)", "Device (PIC)", "Device (DMAC)", "Device (SPKR)", "Name (\\_S5");
        assertThat(source).as("an ACPI ID is a text").containsPattern("Device \\(FWCF\\) \\{ Name \\(_HID, \"QEMU0002\"\\)"
                + " Name \\(_UID, Zero\\) Name \\(_CRS, ResourceTemplate \\(\\) \\{ IO \\(Decode16, 0x0510, 0x0510, 0x01, 0x0C, ");
        assertThat(source).doesNotContain("Device (COM3)", "Device (LPT1)");
        assertThat(source).contains("0x0003FFFF, Zero, \\_SB.PCI0.ISA.LNKC, Zero");
        assertThat(source).as("the memory window begins behind RAM").contains("0x08000000, 0xFEBFFFFF");
    }

    @Test
    void aHotPlugControllerMakesSlots(@TempDir Path folder) throws IOException, InterruptedException {
        Bench pc = pc();
        pc.hearing("gpe1=acpi.hotplug");
        pc.wires.slot(Bench.slot("hotplug", new String[] {"gpe=acpi.hotplug"},
                Bench.range("port", 0xae00, 0xae1f, "hotplug")));
        String source = disassembled(folder, pc);

        assertThat(source).contains("Scope (\\_GPE) { Method (_E01, 0, Serialized) { \\_SB.PCI0.SEVT () } }",
                "OperationRegion (PCHP, SystemIO, 0xAE00, 0x20)",
                "Device (S03) { Name (_SUN, 0x03) Name (_ADR, 0x00030000)", "Device (S1F)",
                "Method (_EJ0, 1, Serialized) { SEJ (_SUN) }", "If ((Arg0 & 0x08)) { Notify (S03, Arg1) }",
                "Notify (\\_SB.PCI0, Zero)");
        assertThat(source).doesNotContain("Device (S02)");
    }

    @Test
    void aMachineWithoutPciHasItsDevicesAtTheTop(@TempDir Path folder) throws IOException, InterruptedException {
        Bench isa = new Bench(Map.of("bus_pci", ""));
        isa.device("com1", "irq=irq4", 0x3f8, 0x3ff);
        isa.device("kbd", "irq=irq1", 0x60, 0x60, 0x64, 0x64);
        String source = disassembled(folder, isa);

        assertThat(source).contains("Device (COM1)", "Device (KBD)").doesNotContain("PCI0", "Device (MOU)", "LNKA", "Device (FWCF)");
    }

    @Test
    void theOtherTablesDisassembleToo(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(hasIasl(), "iasl is not installed (Debian: acpica-tools); the tables are not disassembled");
        Bench pc = pc();
        pc.wires.slot(Bench.slot("apic", new String[0], Bench.range("memory", 0xfee00000L, 0xfee00fffL, "apic"),
                Bench.range("memory", 0xfec00000L, 0xfec00fffL, "ioapic")));
        Map<String, ByteBuffer> tables = new Loaded(pc.files()).all();
        tables.remove("DSDT");
        for (Map.Entry<String, ByteBuffer> table : tables.entrySet()) {
            byte[] bytes = new byte[table.getValue().capacity()];
            table.getValue().get(0, bytes);
            Files.write(folder.resolve(table.getKey()), bytes);
            assertThat(run(folder, "iasl", "-d", table.getKey())).as(table.getKey()).contains("Formatted output")
                    .doesNotContainIgnoringCase("error").doesNotContainIgnoringCase("warning")
                    .doesNotContainIgnoringCase("invalid");
        }
    }
}
