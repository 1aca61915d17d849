package org.backplane.cpu.internal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backplane.cpu.internal.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every single-step test that was captured on silicon, in real mode, on every engine. */
class SingleStepTest {
    @ParameterizedTest
    @EnumSource(Engine.class)
    void agreesWithAn80286(Engine engine) throws IOException {
        verify(engine, "sst286-real.zip", false, 81_000, "sst286-differences.txt");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void agreesWithAn80386(Engine engine) throws IOException {
        verify(engine, "sst386-sample.zip", true, 500, "sst386-differences.txt");
    }

    private static void verify(Engine engine, String archive, boolean is32, int count, String exceptions)
            throws IOException {
        Path file = SharedVectors.file(archive);
        KnownDifferences known = KnownDifferences.read(exceptions);
        SingleStep stepper = new SingleStep(engine, is32);
        List<String> failures = new ArrayList<>();
        int run = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                MooFile tests = MooFile.parse(zip.getInputStream(entry).readAllBytes(), is32);
                for (MooFile.Case test : tests.cases) {
                    run++;
                    String id = entry.getName().replace(".MOO", "") + "#" + test.index;
                    List<String> differences = stepper.differences(test, tests.flagsMask);
                    if (known.unexpected(id, !differences.isEmpty())) {
                        failures.add(id + " " + test.name + ": " + differences);
                    }
                }
            }
        }
        assertThat(run).as("number of cases in " + archive).isEqualTo(count);
        assertThat(failures).as("%d of %d cases differ", failures.size(), run).isEmpty();
        if (engine.translates()) {
            // The others are what is not translated.
            assertThat(stepper.translated()).as("cases that were executed by translated code").isGreaterThan(count * 3L / 4);
        }
    }
}
