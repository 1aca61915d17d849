package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.host.HostFile;
import org.backplane.bus.host.HostFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostFilesComponentTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final HostFilesComponent files = new HostFilesComponent(log::add);
    @TempDir
    Path folder;

    private HostFile open(Path path) {
        return files.open(path.toString(), told::add);
    }

    @Test
    void aFileThatDoesNotExistIsEmptyAndIsMadeByTheFirstSave() throws IOException {
        Path path = folder.resolve("nvram");
        HostFile file = open(path);
        assertThat(file.contents()).isEmpty();
        assertThat(path).doesNotExist();
        file.save(new byte[] {1, 2, 3});
        assertThat(file.contents()).containsExactly(1, 2, 3);

        files.stop();

        assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);
        assertThat(Files.list(folder)).containsExactly(path);
        assertThat(log).isEmpty();
    }

    @Test
    void whatWasSavedLastIsWrittenWhenTheServiceStops() throws IOException {
        Path path = folder.resolve("nvram");
        byte[] contents = new byte[128];
        HostFile file = open(path);
        for (int i = 1; i <= 10_000; i++) {
            contents[i % 128] = (byte) i;
            file.save(contents);
        }
        contents[0] = 99;
        file.close();
        assertThat(open(path).contents()).as("the next user gets it, written or not").isEqualTo(saved(10_000));

        files.stop();

        assertThat(Files.readAllBytes(path)).isEqualTo(saved(10_000));
    }

    private static byte[] saved(int count) {
        byte[] contents = new byte[128];
        for (int i = 1; i <= count; i++) {
            contents[i % 128] = (byte) i;
        }
        return contents;
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOnceAndItsContentsAreKept() {
        Path path = folder.resolve("absent/nvram");
        HostFile file = open(path);
        file.save(new byte[] {1});
        file.save(new byte[] {2});
        files.stop();

        assertThat(told).containsExactly(path + ": cannot be written: there is no folder " + path.getParent());
        assertThat(log).isEqualTo(told);
        assertThat(open(path).contents()).containsExactly(2);
    }

    @Test
    @Timeout(10)
    void whatCouldNotBeWrittenIsTriedAgainWhenTheServiceStops() throws Exception {
        Path path = folder.resolve("late/nvram");
        open(path).save(new byte[] {7});
        while (told.isEmpty()) {
            Thread.onSpinWait();
        }
        Files.createDirectory(path.getParent());

        files.stop();

        assertThat(Files.readAllBytes(path)).containsExactly(7);
    }

    @Test
    void aClosedFileAcceptsNothing() {
        HostFile file = open(folder.resolve("nvram"));
        file.close();
        file.save(new byte[] {1});
        files.stop();

        assertThat(folder.resolve("nvram")).doesNotExist();
    }

    @Test
    void whatCannotBeReadIsSaidByName() {
        assertThatThrownBy(() -> open(folder)).isInstanceOf(HostFileException.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
        assertThatThrownBy(() -> files.open("/", told::add)).hasMessage("/: is no file");
        assertThatThrownBy(() -> files.open("a\0b", told::add)).isInstanceOf(HostFileException.class);
    }
}
