package org.backplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which video firmware a display adapter has. */
class DisplayPlanTest {
    private static final String VGA = "org.backplane.device.vga";
    private static final Path DEBIAN = Path.of("/usr/share/seabios/vgabios-stdvga.bin");

    @TempDir
    Path folder;

    private final Options options = new Options();

    private Object firmware(String card) {
        MachineFile machine = MachineFile.parse("test", "{ \"" + VGA + "\": " + card + " }");
        new DisplayPlan(machine).apply(options);
        return machine.configurations().get(VGA).get("rom");
    }

    @Test
    void thatBesideTheFirmware() throws Exception {
        options.rom = folder.resolve("bios.bin");
        assertThat(firmware("{ \"bus.pci\": \"2.0\" }")).as("there is none").isNull();
        Path beside = Files.write(folder.resolve("vgabios-stdvga.bin"), new byte[512]);
        assertThat(firmware("{ \"bus.pci\": \"2.0\" }")).isEqualTo(beside.toString());
    }

    @Test
    void withAKernelThatOfDebianIfItIsInstalled() {
        options.kernel = folder.resolve("vmlinuz");
        assertThat(firmware("{ \"bus.pci\": \"2.0\" }")).isEqualTo(Files.isReadable(DEBIAN) ? DEBIAN.toString() : null);
        assertThat(firmware("{ \"bus.pci\": \"\" }")).as("the boot ROM runs none on an ISA card").isNull();
        assertThat(firmware("{ \"bus.pci\": \"2.0\", \"rom\": \"/own.bin\" }")).isEqualTo("/own.bin");
    }

    @Test
    void thatOfTheOptionBeforeAllOthers() throws Exception {
        options.kernel = folder.resolve("vmlinuz");
        options.vgabios = Files.write(folder.resolve("own.bin"), new byte[512]);
        assertThat(firmware("{ \"bus.pci\": \"2.0\" }")).isEqualTo(options.vgabios.toString());
    }
}
