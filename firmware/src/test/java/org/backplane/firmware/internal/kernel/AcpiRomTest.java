package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.backplane.firmware.FirmwareException;
import org.junit.jupiter.api.Test;

/** Tables and the script that goes with them, as a card of the machine offers them. */
class AcpiRomTest {
    private static final int TABLES = 0xF2040;

    private static ByteBuffer script(int entries) {
        return ByteBuffer.allocate(128 * entries).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void entry(ByteBuffer script, int number, int command, String file, Object... rest) {
        ByteBuffer entry = script.slice(128 * number, 128).order(ByteOrder.LITTLE_ENDIAN).putInt(command);
        name(entry, file);
        for (Object each : rest) {
            if (each instanceof String) {
                name(entry, (String) each);
            } else if (each instanceof Byte) {
                entry.put((Byte) each);
            } else {
                entry.putInt((Integer) each);
            }
        }
    }

    private static void name(ByteBuffer entry, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        entry.put(bytes).position(entry.position() + 56 - bytes.length);
    }

    /** A root pointer, an RSDT at 0 and a FADT at 64 of the file. */
    private static Map<String, byte[]> files() {
        ByteBuffer tables = ByteBuffer.allocate(64 + 244).order(ByteOrder.LITTLE_ENDIAN);
        tables.putInt(4, 40).putInt(36, 64).putInt(64 + 56, 0x600).putInt(64 + 4, 244);
        tables.put(64, "FACP".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer script = script(5);
        entry(script, 0, 1, "etc/acpi/rsdp", 16, (byte) 2);
        entry(script, 1, 1, "etc/acpi/tables", 64, (byte) 1);
        entry(script, 2, 2, "etc/acpi/tables", "etc/acpi/tables", 36, (byte) 4);
        entry(script, 3, 2, "etc/acpi/rsdp", "etc/acpi/tables", 16, (byte) 4);
        entry(script, 4, 3, "etc/acpi/rsdp", 8, 0, 20);
        byte[] rsdp = new byte[36];
        rsdp[0] = 'R';
        return Map.of("etc/acpi/rsdp", rsdp, "etc/acpi/tables", tables.array(), "etc/table-loader", script.array());
    }

    @Test
    void theScriptPutsTheTablesIntoTheRom() {
        AcpiRom rom = AcpiRom.of(files());
        ByteBuffer bytes = ByteBuffer.wrap(rom.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getInt(16)).as("the root pointer").isEqualTo(TABLES);
        assertThat(bytes.getInt(0x40 + 36)).as("the FADT's place in the RSDT").isEqualTo(TABLES + 64);
        int sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += bytes.get(i);
        }
        assertThat(sum & 0xff).as("checksum").isZero();
        assertThat(rom.powerManagementPort()).isEqualTo(0x600);
    }

    @Test
    void aMachineWithoutTablesHasNone() {
        AcpiRom rom = AcpiRom.of(Map.of("bootorder", new byte[3]));
        assertThat(rom.bytes()).containsOnly(0);
        assertThat(rom.powerManagementPort()).isZero();
    }

    @Test
    void whatDoesNotFitOrIsUnknownIsRefusedInOneLine() {
        ByteBuffer script = script(1);
        entry(script, 0, 1, "big", 16, (byte) 2);
        assertThatThrownBy(() -> AcpiRom.of(Map.of("big", new byte[0xD001], "etc/table-loader", script.array())))
                .isInstanceOf(FirmwareException.class).hasMessage("the ACPI tables do not fit into the kernel loader's ROM");
        ByteBuffer unknown = script(1);
        entry(unknown, 0, 9, "x");
        assertThatThrownBy(() -> AcpiRom.of(Map.of("etc/table-loader", unknown.array())))
                .hasMessage("etc/table-loader has a command that the kernel loader does not know");
        ByteBuffer early = script(1);
        entry(early, 0, 3, "x", 0, 0, 1);
        assertThatThrownBy(() -> AcpiRom.of(Map.of("etc/table-loader", early.array())))
                .hasMessage("etc/table-loader uses 'x' before it has a place");
    }
}
