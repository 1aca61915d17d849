package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerInputTest {
    private final FakeMachine machine = new FakeMachine();
    private final Guest guest = new Guest(machine.machine());
    private final ViewerInput input = new ViewerInput(guest);

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void keysArriveInOrderWithoutRepetition() throws InterruptedException {
        for (String message : new String[] {"key KeyA down", "key KeyA down", "key KeyA up", "key KeyA up", "key Enter down"}) {
            input.take(message);
        }
        assertThat(machine.next()).isEqualTo("04 down");
        assertThat(machine.next()).isEqualTo("04 up");
        assertThat(machine.next()).isEqualTo("28 down");
    }

    @Test
    void aKeyThatAPcDoesNotHaveIsLeftOut() throws InterruptedException {
        input.take("key AudioVolumeUp down");
        input.take("key F1 down");
        assertThat(machine.next()).isEqualTo("3a down");
    }

    @Test
    void theMouseMovesAndNoFurtherThanAMouseGets() throws InterruptedException {
        input.take("mouse 3 -2 1 5");
        input.take("mouse 1000000 -1000000 0 255");
        assertThat(machine.next()).isEqualTo("move 3 -2 1 5");
        assertThat(machine.next()).isEqualTo("move 4096 -4096 0 7");
    }

    @Test
    void aViewerThatGoesLetsGoOfKeysAndButtons() throws InterruptedException {
        input.take("key ShiftLeft down");
        input.take("mouse 0 0 0 1");
        input.close();
        assertThat(machine.next()).isEqualTo("e1 down");
        assertThat(machine.next()).isEqualTo("move 0 0 0 1");
        assertThat(machine.next()).isEqualTo("e1 up");
        assertThat(machine.next()).isEqualTo("move 0 0 0 0");
    }

    @Test
    void theMachineIsReset() throws InterruptedException {
        input.take("reset");
        assertThat(machine.next()).isEqualTo("reset HARD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "key KeyA", "key KeyA sideways", "key KeyA down down", "mouse 1 2 3", "mouse 1 2 x 0",
        "mouse 99999999999 0 0 0", "off"})
    void nonsenseIsToldInOneLineAndDoesNothing(String message) {
        assertThatThrownBy(() -> input.take(message)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not understood");
        assertThat(machine.happened).isEmpty();
    }
}
