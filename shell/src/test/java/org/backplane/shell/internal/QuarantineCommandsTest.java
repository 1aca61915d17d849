package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.machine.AccessDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.QuarantineDTO;
import org.backplane.bus.machine.SlotDTO;
import org.junit.jupiter.api.Test;

class QuarantineCommandsTest {
    private final List<String> released = new ArrayList<>();
    private final QuarantineDTO report = report();
    private final QuarantineCommands commands = new QuarantineCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));

    private Object answer(Object proxy, Method method, Object... arguments) {
        return switch (method.getName()) {
            case "quarantine" -> List.of(report);
            case "release" -> released.add((String) arguments[0]) ? null : null;
            case "slots" -> List.of(slot());
            default -> throw new AssertionError(method);
        };
    }

    private static QuarantineDTO report() {
        QuarantineDTO report = new QuarantineDTO();
        report.pid = "com1";
        report.bundle = "uart";
        report.version = "1.2.0";
        report.state = "open";
        report.misdeed = "threw";
        report.text = "java.lang.IllegalStateException: ouch, in write of width 1 to 'regs' at offset 0x4";
        report.count = 1;
        report.nanos = 1_500_000;
        report.instruction = 0x7c0d;
        report.access = access(0x3fc, true, 0xb, false);
        report.last = new AccessDTO[] {access(0x3fd, false, 0x60, true), report.access};
        report.trace = new String[] {"java.lang.IllegalStateException: ouch", "  at uart.Uart.write(Uart.java:7)"};
        return report;
    }

    private static AccessDTO access(long address, boolean write, long value, boolean returned) {
        AccessDTO access = new AccessDTO();
        access.space = "port";
        access.address = address;
        access.width = 1;
        access.write = write;
        access.value = value;
        access.returned = returned;
        return access;
    }

    private static SlotDTO slot() {
        SlotDTO slot = new SlotDTO();
        slot.pid = "com1";
        slot.state = "live";
        slot.reason = "";
        return slot;
    }

    @Test
    void theListHasALineForEachSlot() {
        assertThat(commands.quarantine().lines()).containsExactly(
                "SLOT  STATE  COUNT  TIME      INSTRUCTION  ACCESS                            WHAT",
                "com1  open   1      0.001500  00007c0d     write 1 port:03fc 0b (no answer)  " + report.text);
    }

    @Test
    void theReportOnASlotShowsEverything() {
        assertThat(commands.quarantine("com1").lines()).containsExactly(
                "com1 of uart 1.2.0 is open, quarantined 1 time",
                "what        threw: " + report.text,
                "when        0.001500 s of virtual time",
                "instruction 00007c0d",
                "access      write 1 port:03fc 0b (no answer)",
                "the last accesses to the slot, oldest first",
                "  read 1 port:03fd 60",
                "  write 1 port:03fc 0b (no answer)",
                "java.lang.IllegalStateException: ouch",
                "  at uart.Uart.write(Uart.java:7)");
        assertThatThrownBy(() -> commands.quarantine("com2")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is known against a slot 'com2'");
    }

    @Test
    void aReleaseSaysWhatCameOfIt() {
        assertThat(commands.release("com1")).isEqualTo("com1 is live");
        assertThat(released).containsExactly("com1");
    }
}
