package org.backplane.device.pit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The counters against a model that does one clock pulse after the other. */
class PitPropertiesTest {
    /** One thing that happens to a counter. */
    record Step(Kind kind, int value) {
        enum Kind { PULSES, CONTROL, WRITE, GATE, LATE }
    }

    @Provide
    Arbitrary<List<Step>> life() {
        return Combinators.combine(
                Arbitraries.of(Step.Kind.PULSES, Step.Kind.PULSES, Step.Kind.PULSES, Step.Kind.WRITE, Step.Kind.WRITE,
                        Step.Kind.GATE, Step.Kind.GATE, Step.Kind.CONTROL, Step.Kind.LATE),
                Arbitraries.integers().between(0, 29)).as(Step::new).list().ofMinSize(5).ofMaxSize(60);
    }

    @Property(tries = 3000)
    void counter2IsThatOfTheDatasheetAtEveryPulse(@ForAll("life") List<Step> steps) {
        PitBench pit = new PitBench();
        PulseModel model = new PulseModel(false);
        pit.control(0x96);
        for (Step step : steps) {
            switch (step.kind()) {
                case PULSES, LATE -> {
                    for (int i = 0; i < step.value() % 12; i++) {
                        pit.pulses(1);
                        model.pulse();
                        agree(pit, model, step);
                    }
                }
                case CONTROL -> {
                    pit.control(0x90 | step.value() % 6 << 1);
                    model.control(step.value() % 6);
                }
                case WRITE -> {
                    pit.write(2, step.value() % 9 + 2);
                    model.write(step.value() % 9 + 2);
                }
                case GATE -> {
                    pit.gate2(step.value() % 2 == 0);
                    model.gate(step.value() % 2 == 0);
                }
            }
            agree(pit, model, step);
        }
    }

    private static void agree(PitBench pit, PulseModel model, Step step) {
        assertThat(pit.out2()).as("OUT after %s", step).isEqualTo(model.out);
        if (model.loaded) {
            assertThat(pit.read(2)).as("count after %s", step).isEqualTo(model.count & 0xff);
        }
    }

    @Property(tries = 2000)
    void pin0HasEveryEdgeOfCounter0WhetherItIsReadOrNot(@ForAll("life") List<Step> steps, @ForAll boolean looks) {
        PitBench pit = new PitBench();
        PulseModel model = new PulseModel(true);
        pit.control(0x16);
        for (Step step : steps) {
            switch (step.kind()) {
                case PULSES, GATE -> {
                    for (int i = 0; i < step.value(); i++) {
                        pit.pulses(1);
                        model.pulse();
                        if (looks) {
                            pit.read(0);
                        }
                    }
                }
                case LATE -> {
                    pit.pulses(step.value());
                    for (int i = 0; i < step.value(); i++) {
                        model.pulse();
                    }
                }
                case CONTROL -> {
                    pit.control(0x10 | step.value() % 6 << 1);
                    model.control(step.value() % 6);
                }
                case WRITE -> {
                    pit.write(0, step.value() % 9 + 2);
                    model.write(step.value() % 9 + 2);
                }
            }
        }
        assertThat(pit.out0.edges()).isEqualTo(model.rises);
    }
}
