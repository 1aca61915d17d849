package org.backplane.taps.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTapTest {
    @TempDir
    private Path folder;

    @Test
    void aLineIsAsTheFormatSays() {
        FakeAccess failed = FakeAccess.read(0x14, 4, 0xffff_ffffL);
        failed.busError = true;
        failed.instruction = -1;

        assertThat(TraceLine.of(FakeAccess.write(0x3, 0x83)))
                .isEqualTo("12345 000f1234 w memory fe000003 1 83 uart~mmio/memory0+3 ok");
        assertThat(TraceLine.of(failed)).isEqualTo("12345 - r memory fe000014 4 ffffffff uart~mmio/memory0+14 error");
    }

    @Test
    void theFileHasAHeaderAndEveryLine() throws IOException {
        Path file = folder.resolve("trace");
        try (TraceTap trace = new TraceTap(file.toString(), 1)) {
            trace.after(FakeAccess.read(0, 1));
            trace.after(FakeAccess.read(0, 2));
        }

        assertThat(Files.readAllLines(file)).hasSize(3).first().isEqualTo(TraceLine.HEADER);
    }

    @Test
    void theLastLinesAreKept() throws IOException {
        TraceTap trace = new TraceTap("", 2);
        for (int value = 1; value <= 3; value++) {
            trace.after(FakeAccess.read(0, value));
        }

        assertThat(trace.last(5)).extracting(line -> line.split(" ")[6]).containsExactly("02", "03");
        assertThat(trace.last(1)).hasSize(1);
        assertThat(trace.report()).isEqualTo("3 accesses traced");
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheTap() throws IOException {
        assertThatThrownBy(() -> new TraceTap(folder.resolve("no/such").toString(), 1)).isInstanceOf(IOException.class);
        TraceTap trace = new TraceTap(folder.resolve("trace").toString(), 0);
        trace.close();

        assertThatThrownBy(() -> trace.after(FakeAccess.read(0, 1))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("trace cannot be written");
    }
}
