package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciSlotDTO;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

class PlugCommandsTest {
    private final List<String> heard = new ArrayList<>();
    private final PciSlotDTO slot = slot();
    private final SlotDTO seat = seat();
    private String answer = "released";
    private int bundleState = Bundle.RESOLVED;
    private final PlugCommands commands = new PlugCommands(proxy(BundleContext.class, this::context),
            proxy(Machine.class, this::machine));

    private interface Answers {
        Object answer(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.answer(method, arguments)));
    }

    private static PciSlotDTO slot() {
        PciSlotDTO slot = new PciSlotDTO();
        slot.device = 0x1a;
        slot.pids = new String[] {"com.dice"};
        slot.state = "present";
        slot.reason = "the guest is told of it";
        slot.nanos = 1_500_000_000;
        return slot;
    }

    private static SlotDTO seat() {
        SlotDTO seat = new SlotDTO();
        seat.pid = "com.dice";
        seat.state = "live";
        seat.bundle = "com.example.dice";
        seat.version = "1.2.0";
        seat.bundleId = 7;
        return seat;
    }

    private Object machine(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "pciSlots" -> List.of(slot);
            case "slots" -> List.of(seat);
            case "eject" -> eject((String) arguments[0], (Long) arguments[1]);
            case "release" -> heard.add("release " + arguments[0]) ? back() : null;
            default -> throw new AssertionError(method);
        };
    }

    private PciSlotDTO eject(String pid, long millis) {
        heard.add("eject " + pid + " " + millis);
        slot.state = answer;
        slot.reason = "the guest said: " + answer;
        seat.state = answer.equals("released") ? "ejected" : "live";
        return slot;
    }

    private Object back() {
        seat.state = "live";
        slot.state = "present";
        return null;
    }

    private Object context(Method method, Object[] arguments) {
        Bundle bundle = proxy(Bundle.class, this::bundle);
        return switch (method.getName()) {
            case "getBundles" -> new Bundle[] {bundle};
            case "getBundle" -> bundle;
            default -> throw new AssertionError(method);
        };
    }

    private Object bundle(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getSymbolicName" -> "com.example.dice";
            case "getVersion" -> new Version("1.2.0");
            case "getBundleId" -> 7L;
            case "getState" -> bundleState;
            case "start", "stop" -> heard.add(method.getName()) ? null : null;
            default -> throw new AssertionError(method);
        };
    }

    @Test
    void slotsSaysWhatIsInThemAndWhatTheGuestSaid() {
        assertThat(commands.slots()).isEqualTo("""
                SLOT  STATE    SINCE     DEVICE    BUNDLE                  REASON
                1a    present  1.500000  com.dice  com.example.dice 1.2.0  the guest is told of it""");
    }

    @Test
    void plugStartsABundle() throws Exception {
        assertThat(commands.plug("dice")).isEqualTo("slot 1a: com.dice, the guest is told of it");
        assertThat(heard).containsExactly("start");
        assertThatThrownBy(() -> commands.plug("nothing.jar")).hasMessage("there is no bundle 'nothing.jar' and no such file");
    }

    @Test
    void plugPutsBackWhatWasTakenOut() throws Exception {
        bundleState = Bundle.ACTIVE;
        seat.state = "ejected";
        slot.state = "released";
        assertThat(commands.plug("7")).startsWith("slot 1a: com.dice");
        assertThat(heard).containsExactly("release com.dice");
    }

    @Test
    void unplugAsksTheGuestAndStopsTheBundle() throws Exception {
        assertThat(commands.unplug("1a")).isEqualTo("slot 1a: com.dice, the guest said: released");
        assertThat(heard).containsExactly("eject com.dice 5000", "stop");
        assertThatThrownBy(() -> commands.unplug("1a")).as("it has gone")
                .hasMessage("there is nothing in a PCI slot '1a'; pc:slots lists them");
    }

    @Test
    void theGuestMayRefuse() throws Exception {
        answer = "refused";
        assertThat(commands.unplug("00:1a.0", "--timeout", "9"))
                .isEqualTo("slot 1a: com.dice, the guest said: refused; it stays, and --force tears it out");
        assertThat(heard).as("nothing is stopped").containsExactly("eject com.dice 9000");
    }

    @Test
    void forceDoesNotAsk() throws Exception {
        commands.unplug("--force", "com.dice");
        assertThat(heard).containsExactly("eject com.dice 0", "stop");
    }

    @Test
    void wrongArgumentsGiveOneLine() {
        assertThatThrownBy(() -> commands.unplug()).hasMessageStartingWith("unplug SLOT");
        assertThatThrownBy(() -> commands.unplug("1a", "1b")).hasMessageStartingWith("unplug SLOT");
        assertThatThrownBy(() -> commands.unplug("1a", "--timeout", "soon")).hasMessage("--timeout: 'soon' is no number of seconds");
        assertThatThrownBy(() -> commands.unplug("1b")).hasMessageStartingWith("there is nothing in a PCI slot '1b'");
    }
}
