package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.machine.Machine;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A message-signalled interrupt (PCI 3.0 §6.8) on its whole way: the test acts as the guest, lets the educational device
 * compute, and what it sends arrives at the card that answers at the address which the guest has given.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MessageIT {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final int[] WAITS_FOR_GOOD = {0xFA, 0xF4}; // cli; hlt
    private static final int COMMAND = 0x04;
    private static final int MEMORY = 0x02;
    private static final int BUS_MASTER = 0x04;
    private static final int BAR0 = 0x10;
    private static final int CAPABILITIES = 0x34;
    private static final int MESSAGES = 0x05;
    private static final int CONTROL_64_BIT = 0x80;
    private static final long EDU = 0xfeb0_0000L;
    private static final long FACTORIAL = EDU + 0x08;
    private static final long STATUS = EDU + 0x20;
    private static final int COMPUTING = 0x01;
    private static final int INTERRUPT = 0x80;
    private static final long ACKNOWLEDGE = EDU + 0x64;
    private static final long LETTERBOX = 0xfec0_0000L;
    private static final int DATA = 0x4a31;

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private final List<String> letters = Collections.synchronizedList(new ArrayList<>());
    private ServiceRegistration<Device> letterbox;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        return Container.options(Container.file("device-pci"), Container.file("device-edu"));
    }

    /** A card that keeps what is written to it. */
    private final class Letterbox implements Card, RangeHandler {
        @Override
        public long read(long offset, int width) {
            return 0;
        }

        @Override
        public void write(long offset, int width, long value) {
            letters.add(Long.toHexString(offset) + "." + width + "=" + Long.toHexString(value));
        }
    }

    @Before
    public void startTheMachine() throws Exception {
        configure("org.backplane.device.pci.host", Map.of());
        configure("org.backplane.device.edu", Map.of("bus.pci", "5.0"));
        configure("org.backplane.firmware.rom", Map.of("image",
                GuestRom.write(Path.of("target", "waits.rom"), WAITS_FOR_GOOD).toAbsolutePath().toString()));
        letterbox = context.registerService(Device.class, wires -> new Letterbox(), new Hashtable<>(Map.of(
                "service.pid", "letterbox", "bus.memory", Long.toString(LETTERBOX) + "+4K", "bus.memory.valid", "1,2,4,8")));
        for (String pid : List.of("org.backplane.device.pci.host", "org.backplane.device.edu", "org.backplane.firmware.rom",
                "letterbox")) {
            await(pid + " is live",
                    () -> machine.slots().stream().anyMatch(slot -> slot.pid.equals(pid) && slot.state.equals("live")));
        }
        machine.powerOn();
    }

    @After
    public void stopTheMachine() {
        machine.powerOff(0);
        letterbox.unregister();
    }

    private void configure(String pid, Map<String, Object> properties) throws Exception {
        configurations.getConfiguration(pid, "?").updateIfDifferent(new Hashtable<>(properties));
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            assertTrue("not in time: " + what + "; " + machine.slots(), System.currentTimeMillis() < deadline);
            Thread.sleep(1);
        }
    }

    private int read(int register, int width) {
        return machine.call(() -> {
            machine.ports().write(0xcf8, 4, 0x8000_2800L | register & 0xfc);
            return (int) machine.ports().read(0xcfc + (register & 3), width);
        });
    }

    private void write(int register, int width, long value) {
        machine.call(() -> {
            machine.ports().write(0xcf8, 4, 0x8000_2800L | register & 0xfc);
            machine.ports().write(0xcfc + (register & 3), width, value);
            return null;
        });
    }

    private int memory(long address) {
        return machine.call(() -> (int) machine.memory().read(address, 4));
    }

    private void memory(long address, int value) {
        machine.call(() -> {
            machine.memory().write(address, 4, value);
            return null;
        });
    }

    /** Places the function and points its messages to the letterbox, as a driver does. */
    private void setUp(int command, int enable) {
        write(BAR0, 4, EDU);
        write(COMMAND, 2, command);
        int capability = read(CAPABILITIES, 1);
        while (capability != 0 && read(capability, 1) != MESSAGES) {
            capability = read(capability + 1, 1);
        }
        assertNotEquals("the list of capabilities has messages", 0, capability);
        int control = read(capability + 2, 2);
        assertEquals("address of 64 bits", CONTROL_64_BIT, control & CONTROL_64_BIT);
        write(capability + 4, 4, LETTERBOX + 0x40);
        write(capability + 8, 4, 0);
        write(capability + 12, 2, DATA);
        write(capability + 2, 2, control | enable);
    }

    private void compute(int operand, int factorial) throws InterruptedException {
        memory(STATUS, INTERRUPT);
        memory(FACTORIAL, operand);
        await("the factorial", () -> (memory(STATUS) & COMPUTING) == 0);
        assertEquals(operand + "!", factorial, memory(FACTORIAL));
    }

    @Test
    public void anInterruptIsOneWriteOfTheDataToTheAddress() throws Exception {
        setUp(MEMORY | BUS_MASTER, 1);
        compute(5, 120);
        assertEquals("four bytes, the upper two 0", List.of("40.4=4a31"), letters);

        memory(ACKNOWLEDGE, 1);
        compute(6, 720);
        assertEquals("one for each interrupt", List.of("40.4=4a31", "40.4=4a31"), letters);
    }

    @Test
    public void aFunctionThatIsNoBusMasterSendsNothing() throws Exception {
        setUp(MEMORY, 1);
        compute(5, 120);
        assertEquals("no bus master", List.of(), letters);

        write(COMMAND, 2, MEMORY | BUS_MASTER);
        assertEquals("it is not sent later", List.of(), letters);
        compute(6, 720);
        assertEquals("the next one is sent", List.of("40.4=4a31"), letters);
    }

    @Test
    public void withoutMessagesThereAreNone() throws Exception {
        setUp(MEMORY | BUS_MASTER, 0);
        compute(5, 120);
        assertEquals("messages are disabled", List.of(), letters);
    }
}
