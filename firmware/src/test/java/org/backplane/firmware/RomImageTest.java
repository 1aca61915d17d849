package org.backplane.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomImageTest {
    @TempDir
    Path directory;

    @Test
    void theMonitorIsAPartOf64KiBWithAJumpAtTheResetVector() {
        byte[] contents = RomImage.read(RomImage.MONITOR).contents();

        assertThat(RomImage.check(RomImage.MONITOR)).isEqualTo(0x10000);
        assertThat(contents).hasSize(0x10000);
        assertThat(contents[0xFFF0]).as("JMP rel16 16 bytes below the top").isEqualTo((byte) 0xE9);
    }

    @Test
    void aSmallImageIsAlignedToTheTopOfAnErasedPart() throws IOException {
        String file = file(new byte[] {1, 2, 3});

        byte[] contents = RomImage.read(file).contents();

        assertThat(RomImage.check(file)).isEqualTo(0x10000);
        assertThat(contents).hasSize(0x10000).endsWith(0xFF, 1, 2, 3);
        assertThat(contents[0]).isEqualTo((byte) 0xFF);
        assertThat(RomImage.read(file).imageBytes()).isEqualTo(3);
    }

    @Test
    void aPartIsAsLargeAsItsImageInUnitsOf64KiB() throws IOException {
        assertThat(RomImage.check(sparse(0x10000))).isEqualTo(0x10000);
        assertThat(RomImage.check(sparse(0x10001))).isEqualTo(0x20000);
        assertThat(RomImage.check(sparse(0x1C0000))).as("GRUB's grub.bin").isEqualTo(0x1C0000);
        assertThat(RomImage.check(sparse(0x1000000))).as("the largest image").isEqualTo(0x1000000);
    }

    @Test
    void anImageThatIsTooLargeIsRefusedWithItsSizeAndTheLimit() throws IOException {
        String file = sparse(0x1000001);

        assertThatThrownBy(() -> RomImage.check(file)).isInstanceOf(FirmwareException.class)
                .hasMessage(file + " has 16777217 bytes; at most 16777216 are possible");
        assertThatThrownBy(() -> RomImage.read(file)).isInstanceOf(FirmwareException.class);
    }

    @Test
    void anEmptyImageIsRefused() throws IOException {
        String file = file(new byte[0]);

        assertThatThrownBy(() -> RomImage.check(file)).isInstanceOf(FirmwareException.class)
                .hasMessage(file + " is empty");
    }

    @Test
    void aMissingFileADirectoryAndAnImpossiblePathAreNamed() {
        String missing = directory.resolve("missing.rom").toString();

        assertThatThrownBy(() -> RomImage.check(missing)).isInstanceOf(FirmwareException.class)
                .hasMessage(missing + " cannot be read: no such file");
        assertThatThrownBy(() -> RomImage.read(directory.toString())).isInstanceOf(FirmwareException.class)
                .hasMessage(directory + " is a directory");
        assertThatThrownBy(() -> RomImage.check("a\0b")).isInstanceOf(FirmwareException.class)
                .hasMessageContaining("is no path");
    }

    private String file(byte[] contents) throws IOException {
        return Files.write(directory.resolve("image.rom"), contents).toString();
    }

    private String sparse(long length) throws IOException {
        Path path = directory.resolve("sparse.rom");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
        return path.toString();
    }
}
