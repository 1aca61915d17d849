package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.ScreenSource;
import org.junit.jupiter.api.Test;

class ScreenCommandsTest {
    private final List<ScreenSource> screens = new ArrayList<>();
    private final ScreenCommands commands = new ScreenCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> ((Callable<?>) arguments[0]).call();
            case "roles" -> screens;
            default -> throw new AssertionError(method);
        };
    }

    private void plug(String... rows) {
        screens.add(new ScreenSource() {
            @Override
            public boolean paint(Frame frame) {
                return false;
            }

            @Override
            public String[] text() {
                return rows;
            }
        });
    }

    @Test
    void theRowsAreShownWithoutEmptyOnesAtTheEnd() {
        plug("first", "", "third", "", "");
        assertThat(commands.screen()).isEqualTo("first\n\nthird");
    }

    @Test
    void aGraphicsModeIsNoText() {
        plug();
        assertThat(commands.screen()).isEqualTo("the screen shows no text; pc:screenshot FILE writes the picture");
    }

    @Test
    void aMachineWithoutAdapterSaysSo() {
        assertThatThrownBy(commands::screen).hasMessage("the machine has no display adapter");
    }
}
