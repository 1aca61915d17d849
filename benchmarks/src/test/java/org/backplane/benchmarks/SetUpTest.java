package org.backplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark does what it says; nothing is timed. */
class SetUpTest {
    @ParameterizedTest
    @ValueSource(strings = {"portRead", "portWrite", "memoryRead", "memoryWrite"})
    void theFabricBenchmarkReachesItsCards(String access) {
        FabricBenchmark benchmark = new FabricBenchmark();
        benchmark.ranges = 10;
        benchmark.cards = "all";
        benchmark.access = access;
        benchmark.setUp();
        long before = benchmark.answered();
        benchmark.access();
        assertThat(benchmark.answered() - before).as("accesses that a card answered")
                .isEqualTo(FabricBenchmark.ACCESSES);
        benchmark.tearDown();
    }

    @ParameterizedTest
    @CsvSource({"port, interpreter", "port, translator", "memory, interpreter", "memory, translator"})
    void theGuestReachesTheCards(String access, String engine) {
        GuestAccessBenchmark benchmark = new GuestAccessBenchmark();
        benchmark.ranges = 10;
        benchmark.access = access;
        benchmark.engine = engine;
        benchmark.setUp();
        benchmark.access();
        benchmark.access();
        assertThat(benchmark.answered()).as("accesses, without those for which booting took the instructions")
                .isBetween(2L * GuestAccessBenchmark.ACCESSES - 16, 2L * GuestAccessBenchmark.ACCESSES);
        benchmark.tearDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"interpreter", "translator"})
    void theGuestWritesAllOfTheFrame(String engine) {
        VideoStoreBenchmark benchmark = new VideoStoreBenchmark();
        benchmark.place = "video";
        benchmark.engine = engine;
        benchmark.setUp();
        benchmark.frame();
        assertThat(benchmark.look()).as("pages written since the display has looked").isZero();
        benchmark.fill();
        assertThat(benchmark.look()).as("pages of 4 KiB in 4 MiB").isEqualTo(1024);
        benchmark.tearDown();
    }

    @Test
    void theMapChangesWhileItIsUsed() {
        FabricBenchmark benchmark = new FabricBenchmark();
        benchmark.ranges = 10;
        benchmark.cards = "few";
        benchmark.access = "portRead";
        benchmark.changes = 100;
        benchmark.setUp();
        while (benchmark.mapChanges() < 2) {
            benchmark.access();
        }
        benchmark.tearDown();
    }

    @Test
    void pairsOfAccessesAreMeasuredWithAndWithoutChanges() {
        MapChangeBenchmark benchmark = new MapChangeBenchmark();
        benchmark.ranges = 10;
        benchmark.access = "portRead";
        benchmark.setUp();
        benchmark.pairs();
        benchmark.tearDown();
    }

    @Test
    void theGuestStartsItsWorkload() {
        Path image = Path.of("..").resolve(Ia32Bench.image());
        assumeTrue(Files.exists(image), "no benchmark guest at " + image.toAbsolutePath().normalize());
        Bench bench = Ia32Bench.at("fib", image);
        long before = bench.machine.status().instructions;
        bench.step(InterpreterBenchmark.INSTRUCTIONS);
        assertThat(bench.machine.status().instructions - before).as("instructions executed")
                .isEqualTo(InterpreterBenchmark.INSTRUCTIONS);
        bench.close();
    }

    @Test
    void aMissingGuestIsNamed() {
        assertThatThrownBy(() -> Ia32Bench.at("fib", Path.of("no-such-guest.elf")))
                .isInstanceOf(GuestMissingException.class).hasMessageContaining("no-such-guest.elf");
    }
}
