package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciFunctionDTO;
import org.backplane.bus.pci.PciInventory;
import org.junit.jupiter.api.Test;

class PciCommandsTest {
    private final List<PciInventory> bridges = new ArrayList<>();
    private final List<PciFunctionDTO> functions = new ArrayList<>();
    private final List<SlotDTO> slots = new ArrayList<>();
    private final PciCommands commands = new PciCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> ((Callable<?>) arguments[0]).call();
            case "roles" -> bridges;
            case "slots" -> slots;
            default -> throw new AssertionError(method);
        };
    }

    private void plugTheBridge() {
        bridges.add(() -> functions);
    }

    private PciFunctionDTO function(String pid, int bus, int device, int number) {
        PciFunctionDTO function = new PciFunctionDTO();
        function.pid = pid;
        function.bridge = "";
        function.bus = bus;
        function.device = device;
        function.function = number;
        functions.add(function);
        return function;
    }

    private void slot(String pid, String bundle, RangeDTO... ranges) {
        SlotDTO slot = new SlotDTO();
        slot.pid = pid;
        slot.bundle = bundle;
        slot.version = "1.2.0";
        slot.ranges = ranges;
        slots.add(slot);
    }

    private static RangeDTO range(String name, String space, long first, boolean live) {
        RangeDTO range = new RangeDTO();
        range.name = name;
        range.space = space;
        range.first = first;
        range.live = live;
        return range;
    }

    /** The lines of the table, with one blank between the columns. */
    private List<String> lines() {
        return commands.pci().lines().map(line -> line.replaceAll("(?<=\\S) +", " ").stripTrailing()).toList();
    }

    @Test
    void aMachineWithoutBridgeSaysSo() {
        assertThat(commands.pci()).isEqualTo("there is no PCI host bridge");
    }

    @Test
    void aFunctionIsShownWithItsIdentityAndWhereItsRegistersAnswer() {
        plugTheBridge();
        PciFunctionDTO dice = function("a.dice", 0, 0x1f, 7);
        dice.vendorId = 0x1234;
        dice.deviceId = 0x0d1c;
        dice.classCode = 0xff0001;
        dice.command = 0x3;
        dice.interruptPin = 2;
        dice.interruptLine = 11;
        slot("a.other", "other");
        slot("a.dice", "dice", range("bar0", "memory", 0xfebf_0000L, true), range("bar1", "port", 0xc000, true),
                range("rom", "memory", 0, false), range("port0", "port", 0x300, true));

        assertThat(lines()).containsExactly("PLACE ID CLASS LETS IRQ RANGES DEVICE BUNDLE",
                "00:1f.7 1234:0d1c ff0001 IM- INTB 11 bar0=febf0000 bar1=c000 rom=closed a.dice dice 1.2.0");
    }

    @Test
    void theCommandRegisterIsThreeLetters() {
        plugTheBridge();
        function("a", 0, 1, 0).command = 0;
        function("b", 0, 2, 0).command = 0x4;
        function("c", 0, 3, 0).command = 0xffff;

        assertThat(lines()).extracting(line -> line.split(" ").length > 3 ? line.split(" ")[3] : line)
                .containsExactly("LETS", "---", "--B", "IMB");
    }

    @Test
    void whatIsBehindABridgeIsIndentedAndABusWithoutNumberHasDashes() {
        plugTheBridge();
        function("bridge", 0, 4, 0);
        function("behind", 2, 1, 0).depth = 1;
        function("lost", -1, 1, 0).depth = 1;

        assertThat(commands.pci().lines().map(line -> line.substring(0, 11).stripTrailing()))
                .containsExactly("PLACE", "00:04.0", "  02:01.0", "  --:01.0");
    }

    @Test
    void aFunctionWhoseSlotHasGoneIsShownWithoutBundle() {
        plugTheBridge();
        function("gone", 0, 1, 0);

        assertThat(lines()).last().isEqualTo("00:01.0 0000:0000 000000 --- gone");
    }
}
