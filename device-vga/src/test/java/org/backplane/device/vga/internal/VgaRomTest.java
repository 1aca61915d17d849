package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VgaRomTest {
    @TempDir
    private Path folder;

    private Card plug(String rom) {
        return new VgaComponent(ComponentConfig.of(VgaComponent.Config.class, Map.of("rom", rom))).plug(new FakeWires());
    }

    @Test
    void theRomHoldsTheImageAndIgnoresWrites() throws IOException {
        Path image = Files.write(folder.resolve("vgabios.bin"), new byte[] {0x55, (byte) 0xaa, 0x10});
        Card card = plug(image.toString());
        card.range("rom").write(0, 1, 0);
        assertThat(card.range("rom").read(0, 4)).isEqualTo(0xff10aa55L);
    }

    @Test
    void withoutAnImageTheRomIsErased() {
        assertThat(plug("").range("rom").read(0, 4)).isEqualTo(0xffffffffL);
    }

    @Test
    void imagesThatCannotBeUsedAreNamed() throws IOException {
        Path missing = folder.resolve("missing.bin");
        Path large = Files.write(folder.resolve("large.bin"), new byte[0x10001]);
        assertThatThrownBy(() -> plug(missing.toString())).hasMessage("rom: " + missing + " does not exist");
        assertThatThrownBy(() -> plug(folder.toString())).hasMessage("rom: " + folder + " is no file");
        assertThatThrownBy(() -> plug(large.toString()))
                .hasMessage("rom: " + large + " has 65537 bytes; 1 to 65536 are possible");
    }

    @Test
    void aRangeThatTheCardDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> plug("").range("bar7")).hasMessageContaining("bar7");
    }
}
