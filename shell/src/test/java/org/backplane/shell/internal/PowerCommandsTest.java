package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.PowerButton;
import org.junit.jupiter.api.Test;

class PowerCommandsTest {
    private final List<PowerButton> buttons = new ArrayList<>();
    private final PowerCommands commands = new PowerCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));
    private Machine.State state = Machine.State.RUNNING;
    private boolean onMachineThread;
    private int presses;

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> call((Callable<?>) arguments[0]);
            case "roles" -> arguments[0] == PowerButton.class ? buttons : List.of();
            case "state" -> state;
            default -> throw new AssertionError(method);
        };
    }

    private Object call(Callable<?> work) throws Exception {
        onMachineThread = true;
        try {
            return work.call();
        } finally {
            onMachineThread = false;
        }
    }

    private void press() {
        assertThat(onMachineThread).as("a role is called on the machine thread").isTrue();
        presses++;
    }

    @Test
    void theButtonIsPressedOnce() {
        buttons.add(this::press);
        commands.power();
        assertThat(presses).isEqualTo(1);
    }

    @Test
    void aStoppedGuestFindsItPressedLater() {
        buttons.add(this::press);
        state = Machine.State.STOPPED;
        commands.power();
        assertThat(presses).isEqualTo(1);
    }

    @Test
    void aMachineThatIsOffSaysSo() {
        buttons.add(this::press);
        state = Machine.State.OFF;
        assertThatThrownBy(commands::power).hasMessage("the machine is off");
        assertThat(presses).isZero();
    }

    @Test
    void aMachineWithoutButtonSaysSo() {
        assertThatThrownBy(commands::power).hasMessage("the machine has no power button; pc:off switches it off");
    }
}
