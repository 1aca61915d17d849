package org.backplane.device.pic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.pic.internal.PicBench.irr;
import static org.backplane.device.pic.internal.PicBench.isr;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.backplane.bus.RangeHandler;

/** What holds whatever guest and devices do. */
class PicPropertiesTest {
    /** One thing that happens to the controllers. */
    record Step(Kind kind, int which, int value) {
        enum Kind { RAISE, LOWER, ACKNOWLEDGE, WRITE, READ, ELCR, EOI }
    }

    @Provide
    Arbitrary<List<Step>> traffic() {
        return Combinators.combine(Arbitraries.of(Step.Kind.class), Arbitraries.integers().between(0, 15),
                Arbitraries.integers().between(0, 0xff)).as(Step::new).list().ofMaxSize(200);
    }

    private static void happen(PicBench pic, Step step) {
        RangeHandler chip = step.which() % 2 == 0 ? pic.master : pic.slave;
        switch (step.kind()) {
            case RAISE -> pic.raise(step.which() == 2 ? 3 : step.which());
            case LOWER -> pic.lower(step.which() == 2 ? 3 : step.which());
            case ACKNOWLEDGE -> pic.acknowledge();
            case WRITE -> chip.write(step.which() >> 1 & 1, 1, step.value());
            case READ -> chip.read(step.which() >> 1 & 1, 1);
            case ELCR -> pic.elcr.write(step.which() & 1, 1, step.value());
            case EOI -> chip.write(0, 1, 0x20);
        }
    }

    @Property(tries = 1000)
    void peekTellsWhatAReadGivesAndHasNoEffect(@ForAll("traffic") List<Step> steps) {
        PicBench pic = PicBench.initialized();
        for (Step step : steps) {
            happen(pic, step);
            for (RangeHandler chip : List.of(pic.master, pic.slave)) {
                long peeked = chip.peek(0, 1);
                boolean intr = pic.intr.asserted();
                assertThat(chip.peek(0, 1)).as("peek again after %s", step).isEqualTo(peeked);
                assertThat(pic.intr.asserted()).isEqualTo(intr);
                assertThat(chip.read(0, 1)).as("after %s", step).isEqualTo(peeked);
            }
        }
    }

    @Property(tries = 1000)
    void withOperationWordsOnlyEveryVectorIsEitherInServiceOrADefault(@ForAll("traffic") List<Step> steps) {
        PicBench pic = PicBench.initialized();
        for (Step step : steps) {
            boolean command = step.kind() == Step.Kind.WRITE && (step.which() & 2) == 0;
            boolean initializes = command && (step.value() & 0x10) != 0;
            boolean polls = command && (step.value() & 0x1c) == 0x0c;
            if (!initializes && !polls && step.kind() != Step.Kind.ACKNOWLEDGE) {
                happen(pic, step);
            }
            if (step.kind() == Step.Kind.ACKNOWLEDGE && pic.intr.asserted()) {
                int vector = pic.acknowledge();
                assertThat(vector).isBetween(0x20, 0x2f);
                RangeHandler chip = vector < 0x28 ? pic.master : pic.slave;
                boolean served = (isr(chip) >> vector % 8 & 1) != 0;
                assertThat(served || vector % 8 == 7).as("vector %02x", vector).isTrue();
                assertThat(vector < 0x28 || (isr(pic.master) & 0x04) != 0).as("the slave's master").isTrue();
            }
        }
    }

    @Property(tries = 500)
    void everyEdgeIsServedOnceInTheOrderOfPriority(@ForAll("inputs") List<Integer> irqs) {
        PicBench pic = PicBench.initialized();
        irqs.forEach(pic::raise);
        List<Integer> order = List.of(0, 1, 8, 9, 10, 11, 12, 13, 14, 15, 3, 4, 5, 6, 7);
        for (int irq : order.stream().filter(irqs::contains).toList()) {
            assertThat(pic.intr.asserted()).isTrue();
            assertThat(pic.acknowledge()).isEqualTo(0x20 + irq);
            if (irq >= 8) {
                pic.slave.write(0, 1, 0x20);
            }
            pic.master.write(0, 1, 0x20);
        }
        assertThat(pic.intr.asserted()).isFalse();
        assertThat(irr(pic.master) | irr(pic.slave) | isr(pic.master) | isr(pic.slave)).isZero();
    }

    @Provide
    Arbitrary<List<Integer>> inputs() {
        return Arbitraries.integers().between(0, 15).filter(irq -> irq != 2).list().ofMaxSize(20);
    }
}
