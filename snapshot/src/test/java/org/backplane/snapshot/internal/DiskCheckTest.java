package org.backplane.snapshot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.backplane.bus.host.DiskSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCheckTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;
    private Path image;

    @BeforeEach
    void write() throws IOException {
        image = Files.write(folder.resolve("disk.img"), new byte[1024]);
        Files.setLastModifiedTime(image, FileTime.from(THEN));
    }

    private List<Snapshot.Disk> described(boolean written) throws IOException {
        return DiskCheck.describe(List.of(new DiskSnapshot("x", "ide", image.toString(), 1024, THEN, written, 65536, List.of())));
    }

    @Test
    void anImageThatWasNotTouchedIsWhatItWas() throws IOException {
        List<Snapshot.Disk> disks = described(true);

        assertThat(disks.get(0).sha256()).as("it is written while it is described").isEmpty();
        assertThatCode(() -> DiskCheck.check(disks)).doesNotThrowAnyException();
    }

    @Test
    void aCopyOfAnImageThatIsOnlyReadIsWhatItWas() throws IOException {
        List<Snapshot.Disk> disks = described(false);
        Files.setLastModifiedTime(image, FileTime.from(THEN.plusSeconds(1)));
        DiskCheck.check(disks);
        Files.write(image, new byte[] {1}, StandardOpenOption.WRITE);

        assertThatThrownBy(() -> DiskCheck.check(disks)).isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("disk.img has changed", "1024 bytes of 2026-01-02T03:04:05Z");
    }

    @Test
    void anImageThatWasWrittenSinceIsNot() throws IOException {
        List<Snapshot.Disk> disks = described(true);
        Files.setLastModifiedTime(image, FileTime.from(THEN.plusSeconds(1)));

        assertThatThrownBy(() -> DiskCheck.check(disks)).isInstanceOf(SnapshotException.class);
        Files.delete(image);
        assertThatThrownBy(() -> DiskCheck.check(disks)).hasMessageContaining("is not there any more");
    }
}
