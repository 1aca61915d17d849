package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.bus.host.HostConsole;
import org.backplane.bus.host.HostConsoles;
import org.junit.jupiter.api.Test;

class MachineReportTest {
    private static final class OneConsole implements HostConsoles {
        @Override
        public List<String> names() {
            return List.of("com1");
        }

        @Override
        public HostConsole view(String name, Runnable changed) {
            throw new AssertionError(name);
        }
    }

    @Test
    void aReportHasTheMachineItsSlotsAndItsConsoles() {
        assertThat(new MachineReport(new FakeMachine().machine(), new OneConsole()).text()).isEqualTo(
                "{\"machine\":\"main\",\"state\":\"RUNNING\",\"nanos\":1500000000,\"instructions\":42,\"slots\":["
                + "{\"pid\":\"org.backplane.device.uart~com1\",\"state\":\"live\",\"reason\":\"\","
                + "\"bundle\":\"org.backplane.device.uart\",\"version\":\"0.1.0\",\"ranges\":["
                + "{\"space\":\"memory\",\"first\":\"fe000000\",\"last\":\"ffffffffffffffff\",\"name\":\"memory0\","
                + "\"live\":true,\"direct\":false,\"reads\":7,\"writes\":8}]}],\"consoles\":[\"com1\"]}");
    }
}
