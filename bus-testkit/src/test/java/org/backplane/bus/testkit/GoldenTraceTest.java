package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.backplane.bus.testkit.GoldenTrace.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTraceTest {
    @TempDir
    Path shared;
    private String before;

    @BeforeEach
    void pointTheReaderHere() {
        before = System.getProperty("backplane.shared");
        System.setProperty("backplane.shared", shared.toString());
    }

    @AfterEach
    void pointItBack() {
        if (before == null) {
            System.clearProperty("backplane.shared");
        } else {
            System.setProperty("backplane.shared", before);
        }
    }

    private void record(String... lines) throws IOException {
        Path file = Files.createDirectories(shared.resolve("vectors/golden")).resolve("boot.seq.gz");
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)),
                StandardCharsets.US_ASCII)) {
            out.write(String.join("\n", lines));
        }
    }

    @Test
    void anAccessIsThereAsOftenAsItWasMade() throws IOException {
        record("IO W rtc-index 70.1=0x8f", "pci_cfg_read a note of the recorder", "IO r fdc 3f4.1=0x80 x2");

        assertThat(GoldenTrace.named("boot").accesses()).containsExactly(
                new Access(1, true, "rtc-index", 0x70, 1, 0x8f),
                new Access(3, false, "fdc", 0x3f4, 1, 0x80), new Access(3, false, "fdc", 0x3f4, 1, 0x80));
    }

    @Test
    void aValueIsAsWideAsTheAccess() throws IOException {
        record("IO r io 628.4=0xffffffffffffffff", "IO r apic-msi fee00030.4=0x50014");

        assertThat(GoldenTrace.named("boot").accesses()).extracting(Access::address, Access::value).containsExactly(
                tuple(0x628L, 0xffff_ffffL),
                tuple(0xfee0_0030L, 0x5_0014L));
    }

    @Test
    void aTraceThatIsNotHereSaysSoInOneLine() throws IOException {
        assertThat(GoldenTrace.named("boot").isHere()).isFalse();
        assertThat(GoldenTrace.named("boot").absence()).contains("boot", shared.toString()).doesNotContain("\n");

        record("IO r fdc 3f4.1=0x80");
        assertThat(GoldenTrace.named("boot").isHere()).isTrue();
    }
}
