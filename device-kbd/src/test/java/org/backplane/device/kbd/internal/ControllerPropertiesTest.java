package org.backplane.device.kbd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever guest and user do. */
class ControllerPropertiesTest {
    /** One thing that happens. */
    record Step(Kind kind, int value) {
        enum Kind { READ_DATA, WRITE_DATA, WRITE_COMMAND, KEY, MOVE, ADVANCE }
    }

    @Provide
    Arbitrary<List<Step>> traffic() {
        Arbitrary<Integer> bytes = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 0xff)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(0xd4, 0x60, 0xf4, 0xe8, 0xf3, 0xed, 0xf0, 0x03, 0x43, 0xff, 0xeb)));
        return Combinators.combine(Arbitraries.of(Step.Kind.class), bytes).as(Step::new).list().ofMaxSize(200);
    }

    private static void happen(Bench kbd, Step step) {
        switch (step.kind()) {
            case READ_DATA -> kbd.data.read(0, 1);
            case WRITE_DATA -> kbd.data.write(0, 1, step.value());
            case WRITE_COMMAND -> kbd.command.write(0, 1, step.value());
            case KEY -> {
                kbd.press(step.value());
                kbd.release(step.value() / 2);
            }
            case MOVE -> kbd.move(step.value() - 128, 2 * step.value(), step.value() % 3, step.value() % 8);
            case ADVANCE -> kbd.wires.advance(step.value() * 20_000L);
            default -> throw new AssertionError(step);
        }
    }

    @Property(tries = 500)
    void theInterruptsFollowTheOutputBufferWhateverHappens(@ForAll("traffic") List<Step> steps) {
        Bench kbd = new Bench();
        for (Step step : steps) {
            happen(kbd, step);
            int status = (int) kbd.command.peek(0, 1);
            boolean full = (status & 0x01) != 0;
            boolean auxiliary = (status & 0x20) != 0;

            assertThat(kbd.irq.asserted() && (!full || auxiliary)).as("IRQ 1 without its byte: %s", step).isFalse();
            assertThat(kbd.auxirq.asserted() && (!full || !auxiliary)).as("IRQ 12 without its byte: %s", step).isFalse();
            assertThat(status & 0x90).as("never locked, never a parity error: %s", step).isEqualTo(0x10);
        }
        assertThat(kbd.wires.powerOffs()).isEmpty();
    }

    @Property(tries = 200)
    void afterAnyTrafficTheControllerStillPassesItsTest(@ForAll("traffic") List<Step> steps) {
        Bench kbd = new Bench();
        steps.forEach(step -> happen(kbd, step));
        kbd.millis(50);
        kbd.command(0xad);
        kbd.command(0xa7);
        kbd.all(5);
        kbd.command(0xaa);

        assertThat(kbd.in()).isEqualTo(0x55);
    }

    @Property(tries = 200)
    void keysArriveInOrderWheneverTheGuestReads(
            @ForAll @Size(max = 40) List<@IntRange(min = 0x04, max = 0x1d) Integer> keys,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(max = 5) Integer> pauses) {
        Bench kbd = new Bench();
        StringBuilder expected = new StringBuilder();
        StringBuilder got = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            kbd.press(keys.get(i));
            kbd.release(keys.get(i));
            String code = String.format("%02x", Key.of(keys.get(i)).code(2));
            expected.append(code).append(" f0 ").append(code).append(' ');
            kbd.millis(pauses.get(i % pauses.size()));
            got.append(kbd.all(4)).append(' ');
        }
        got.append(kbd.all(20));

        assertThat(got.toString().replaceAll("\\s+", " ").trim()).isEqualTo(expected.toString().trim());
    }

    @Property(tries = 200)
    void theMouseLosesNoStep(
            @ForAll @Size(max = 30) List<@IntRange(min = -400, max = 400) Integer> steps,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(max = 30) Integer> pauses) {
        Bench kbd = new Bench();
        kbd.mouse(0xf4);
        StringBuilder reports = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            kbd.move(steps.get(i), -steps.get(i), 0, 0);
            reports.append(kbd.all(pauses.get(i % pauses.size()))).append(' ');
        }
        reports.append(kbd.all(800));
        String[] bytes = reports.toString().trim().split("\\s+");
        int x = 0;
        int y = 0;
        for (int i = 0; i + 2 < bytes.length; i += 3) {
            int first = Integer.parseInt(bytes[i], 16);
            x += Integer.parseInt(bytes[i + 1], 16) - ((first & 0x10) != 0 ? 256 : 0);
            y += Integer.parseInt(bytes[i + 2], 16) - ((first & 0x20) != 0 ? 256 : 0);
        }
        int sum = steps.stream().mapToInt(Integer::intValue).sum();
        assertThat(x).isEqualTo(sum);
        assertThat(y).isEqualTo(sum);
    }
}
