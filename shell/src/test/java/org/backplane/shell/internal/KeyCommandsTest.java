package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineDTO;
import org.backplane.bus.role.KeyboardPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyCommandsTest {
    /** Usages as they go down, negative as they go up. */
    private final List<Integer> pressed = new ArrayList<>();
    /** When each went down, in the guest's milliseconds. */
    private final List<Long> times = new ArrayList<>();
    private final List<KeyboardPort> keyboards = new ArrayList<>();
    private final KeyCommands commands = new KeyCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));
    private Machine.State state = Machine.State.RUNNING;
    private long millis;

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> ((Callable<?>) arguments[0]).call();
            case "roles" -> keyboards;
            case "state" -> state;
            case "status" -> status();
            default -> throw new AssertionError(method);
        };
    }

    /** A clock that goes on by a tick of 10 ms whenever somebody looks. */
    private MachineDTO status() {
        MachineDTO status = new MachineDTO();
        millis += 10;
        status.nanos = millis * 1_000_000;
        return status;
    }

    @BeforeEach
    void plug() {
        keyboards.add((usage, down) -> {
            pressed.add(down ? usage : -usage);
            times.add(millis);
        });
    }

    @Test
    void aKeyGoesDownAndUp() throws Exception {
        commands.key("esc");
        assertThat(pressed).containsExactly(0x29, -0x29);
    }

    @Test
    void keysHaveTheirUsages() throws Exception {
        commands.key("a", "Z", "1", "0", "Enter", "backspace", "tab", "space", "-", "\\", ";", "/", "capslock", "f1", "f12",
                "print", "up", "numlock", "kp/", "kp+", "kp1", "kp.", "ctrl", "rwin");
        assertThat(pressed.stream().filter(usage -> usage > 0)).as("HID Usage Tables, Keyboard/Keypad page")
                .containsExactly(0x04, 0x1d, 0x1e, 0x27, 0x28, 0x2a, 0x2b, 0x2c, 0x2d, 0x31, 0x33, 0x38, 0x39, 0x3a, 0x45,
                        0x46, 0x52, 0x53, 0x54, 0x57, 0x59, 0x63, 0xe0, 0xe7);
    }

    @Test
    void keysJoinedByAPlusAreDownTogether() throws Exception {
        commands.key("ctrl+alt+delete", "shift+kp+");
        assertThat(pressed).containsExactly(0xe0, 0xe2, 0x4c, -0x4c, -0xe2, -0xe0, 0xe1, 0x57, -0x57, -0xe1);
    }

    @Test
    void textIsTypedWithShiftWhereItMust() throws Exception {
        commands.type("a:", "B~");
        assertThat(pressed).containsExactly(0x04, -0x04, 0xe1, 0x33, -0x33, -0xe1, 0x2c, -0x2c, 0xe1, 0x05, -0x05, -0xe1,
                0xe1, 0x35, -0x35, -0xe1);
    }

    @Test
    void everyPrintableCharacterOfAsciiCanBeTyped() throws Exception {
        StringBuilder ascii = new StringBuilder();
        for (char character = ' '; character <= '~'; character++) {
            ascii.append(character);
        }
        commands.type(ascii.toString());
        assertThat(pressed.stream().filter(usage -> usage > 0 && usage != 0xe1)).as("one key each").hasSize(95);
    }

    @Test
    void theGuestGetsTimeBetweenTwoKeys() throws Exception {
        commands.type("ab");
        assertThat(times.get(1)).as("up at once, so it does not repeat").isEqualTo(times.get(0));
        assertThat(times.get(2) - times.get(0)).as("milliseconds of the guest").isGreaterThanOrEqualTo(40);
    }

    @Test
    void whatNoKeyIsCalledIsRefusedBeforeAnyKeyIsPressed() {
        assertThatThrownBy(() -> commands.key("a", "any")).hasMessageContaining("'any'");
        assertThatThrownBy(() -> commands.key("A+B+")).hasMessageContaining("'B+'");
        assertThatThrownBy(() -> commands.key("\0")).hasMessageContaining("there is no key");
        assertThatThrownBy(commands::key).hasMessageStartingWith("key NAME...");
        assertThatThrownBy(() -> commands.type("aé")).hasMessageContaining("'é'");
        assertThatThrownBy(() -> commands.type("\0")).hasMessageContaining("no key");
        assertThat(pressed).isEmpty();
    }

    @Test
    void aGuestThatDoesNotRunTakesNoKey() {
        state = Machine.State.STOPPED;
        assertThatThrownBy(() -> commands.key("a")).hasMessageContaining("pc:cont");
        assertThat(pressed).isEmpty();
    }

    @Test
    void aMachineWithoutKeyboardSaysSo() {
        keyboards.clear();
        assertThatThrownBy(() -> commands.key("a")).hasMessage("the machine has no keyboard");
    }
}
