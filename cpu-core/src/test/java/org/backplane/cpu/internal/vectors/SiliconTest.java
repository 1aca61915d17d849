package org.backplane.cpu.internal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.backplane.cpu.internal.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recordings of a 32-bit ring 3 program on silicon, on every engine. */
class SiliconTest {
    /** Families of instructions and how many cases each has. */
    private static final Map<String, Integer> FAMILIES = new TreeMap<>(Map.ofEntries(
            Map.entry("alu", 22_600), Map.entry("bcd", 900), Map.entry("bit", 5_100), Map.entry("cond", 1_664),
            Map.entry("flow", 2_584), Map.entry("lea", 5_616), Map.entry("mmx", 11_500),
            Map.entry("mov", 6_000), Map.entry("muldiv", 4_100), Map.entry("shift", 13_719),
            Map.entry("sse", 9_400), Map.entry("stack", 5_500), Map.entry("string", 4_000),
            Map.entry("sys", 200), Map.entry("x87arith", 4_200), Map.entry("x87cmp", 1_600),
            Map.entry("x87misc", 600), Map.entry("x87mov", 4_900), Map.entry("x87trans", 800)));

    @ParameterizedTest
    @EnumSource(Engine.class)
    void agreesWithSiliconInFlatUserMode(Engine engine) throws IOException {
        KnownDifferences known = KnownDifferences.read("silicon32-differences.txt");
        SiliconStep stepper = new SiliconStep(engine);
        Map<String, Integer> counts = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedVectors.file("silicon32.txt.gz"))),
                StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                SiliconCase test = new SiliconCase(line);
                if (FAMILIES.containsKey(test.family)) {
                    int number = counts.merge(test.family, 1, Integer::sum);
                    List<String> differences = stepper.differences(test);
                    String id = test.family + "#" + number;
                    if (known.unexpected(id, !differences.isEmpty())) {
                        failures.add(id + " " + test.name + ": " + differences);
                    }
                }
            }
        }
        assertThat(counts).as("number of cases of each family").isEqualTo(FAMILIES);
        assertThat(failures).as("%d cases differ", failures.size()).isEmpty();
        if (engine.translates()) {
            // The others are what is not translated, and unusual operands of the x87.
            assertThat(stepper.translated()).as("cases that were executed by translated code")
                    .isGreaterThan(engine == Engine.CHECK ? 65_000 : 90_000);
        }
    }
}
