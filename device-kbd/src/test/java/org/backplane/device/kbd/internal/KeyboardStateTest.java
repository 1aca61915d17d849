package org.backplane.device.kbd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;
import org.junit.jupiter.api.Test;

class KeyboardStateTest {
    private static final int A = 0x04;
    private static final int HOME = 0x4a;
    private static final int LEFT_SHIFT = 0xe1;
    private static final int[] USAGES = {A, HOME, LEFT_SHIFT, 0xe0, 0x46, 0x48, 0x53};
    private static final int[] COMMANDS = {0x20, 0x60, 0xa7, 0xa8, 0xad, 0xae, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xaa};
    private static final int[] DATA = {0xed, 0xf0, 0xf2, 0xf3, 0xf4, 0xf6, 0xff, 0xfb, 0x02, 0x03, 0x43, 0x47, 200, 100, 80};

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(Bench kbd, Random random) {
        int value = random.nextInt(256);
        switch (random.nextInt(8)) {
            case 0 -> kbd.press(USAGES[value % USAGES.length]);
            case 1 -> kbd.release(USAGES[value % USAGES.length]);
            case 2 -> kbd.move(value - 100, value % 7 - 3, value % 3 - 1, value & 7);
            case 3 -> kbd.command.write(0, 1, COMMANDS[value % COMMANDS.length]);
            case 4 -> kbd.data.write(0, 1, DATA[value % DATA.length]);
            case 5 -> kbd.data.read(0, 1);
            default -> kbd.wires.advance(random.nextInt(value < 200 ? 2_000_000 : 600_000_000));
        }
        return kbd.status() + " " + kbd.data.peek(0, 1) + lines(kbd) + kbd.wires.armedTimers();
    }

    private static String lines(Bench kbd) {
        StringBuilder levels = new StringBuilder();
        for (String pin : new String[] {"irq", "auxirq", "a20", "num-lock", "caps-lock", "scroll-lock"}) {
            levels.append(' ').append(pin).append(' ').append(kbd.wires.pin(pin).asserted());
        }
        return levels.toString();
    }

    @Property(tries = 300)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 80) int before) {
        Bench straight = new Bench();
        Bench swapped = new Bench();
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random);
            step(swapped, again);
        }
        Bench next = swapped.successor();
        assertThat(lines(next)).isEqualTo(lines(straight));
        for (int i = 0; i < 80; i++) {
            assertThat(step(next, again)).as("step " + i).isEqualTo(step(straight, random));
        }
    }

    @Test
    void aKeyHalfReadIsReadToItsEnd() {
        Bench kbd = new Bench();
        kbd.press(HOME);
        assertThat(kbd.in()).isEqualTo(0xe0);

        Bench next = kbd.successor();

        assertThat(next.in()).isEqualTo(0x6c);
        next.release(HOME);
        assertThat(next.all()).as("it knows that the key was down").isEqualTo("e0 f0 6c");
    }

    @Test
    void aFrameOnItsWayArrivesInTime() {
        Bench kbd = new Bench();
        kbd.press(A);
        kbd.wires.advance(500_000);

        Bench next = kbd.successor();

        next.wires.advance(379_999);
        assertThat(next.irq.asserted()).as("eleven bits of 80 microseconds take longer").isFalse();
        next.wires.advance(1);
        assertThat(next.irq.asserted()).isTrue();
        assertThat(next.data.read(0, 1)).isEqualTo(0x1c);
    }

    @Test
    void aHeldKeyRepeatsWhenItWouldHave() {
        Bench kbd = new Bench();
        kbd.press(A);
        assertThat(kbd.in()).isEqualTo(0x1c);
        kbd.millis(300);

        Bench next = kbd.successor();

        assertThat(next.all(150)).as("450 ms after the key").isEmpty();
        assertThat(next.all(100)).as("half a second has passed").isEqualTo("1c");
    }

    @Test
    void aCommandWaitsForItsDataByte() {
        Bench kbd = new Bench();
        kbd.command(0xd4);

        Bench next = kbd.successor();
        next.data(0xf2);

        assertThat(next.all(10)).as("the mouse answers, not the keyboard").isEqualTo("fa 00");
        assertThat(next.keyboard(0xf2)).isEqualTo("fa ab 83");
    }

    @Test
    void aFrameOfAMouseThatWasTakenOutIsCutOff() {
        Bench kbd = new Bench();
        kbd.command(0xa8);
        assertThat(kbd.mouse(0xf4)).isEqualTo("fa");
        kbd.move(5, 0, 0, 0);
        kbd.wires.advance(100_000);
        assertThat(kbd.wires.armedTimers()).contains("frame");

        Bench next = kbd.successor(Map.of("mouse", false));

        assertThat(next.all()).isEmpty();
        assertThat(next.stroke(A)).as("the keyboard still works").isEqualTo("1c / f0 1c");
    }

    @Test
    void aStateWithAnImpossibleValueIsRefused() {
        DeviceState state = ((StateKeeper) new Bench().card).state();
        DeviceState damaged = new DeviceState(state.schema(), new StateBuilder(state.values()).record("keyboard",
                new StateBuilder(state.values().record("keyboard")).number("set", 4).build()).build());

        assertThatThrownBy(() -> damaged.values().to(KeyboardState.class))
                .isInstanceOf(StateException.class).hasMessageContaining("scan code set 4");
    }
}
