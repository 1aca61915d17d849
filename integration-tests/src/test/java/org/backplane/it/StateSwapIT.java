package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SwapDTO;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The serial port's bundle is updated while a guest sends through it at full speed: no byte is lost, none comes twice.
 * {@code -Dswap.rounds=1000} does it a thousand times.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StateSwapIT {
    private static final int ROUNDS = Integer.getInteger("swap.rounds", 50);
    private static final String UART = "org.backplane.device.uart";
    private static final String ROM = "org.backplane.firmware.rom";

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private CountingGuest guest;
    private CountingPeer peer;
    private Bundle uart;
    private SwapWatch watch;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        Revisions.UART.buildAll();
        return Container.options();
    }

    @Before
    public void letTheGuestSend() throws Exception {
        guest = new CountingGuest(machine);
        watch = new SwapWatch(machine, UART);
        int port = freePort();
        configure(UART, Map.of("host", "tcp:" + port, "bus.grace", "8000"));
        uart = context.installBundle("uart", Revisions.UART.stream(1));
        uart.start();
        if (!guest.isMapped()) {
            configure(ROM, Map.of("image",
                    CountingGuest.rom(Path.of("target", "counting.rom")).toAbsolutePath().toString()));
        }
        watch.await("the guest's program", guest::isMapped);
        watch.awaitLive();
        watch.await("memory", () -> machine.slots().stream().anyMatch(
                slot -> slot.pid.equals("org.backplane.device.ram") && slot.state.equals("live")));
        guest.clear();
        peer = new CountingPeer(port);
        machine.powerOn();
        watch.await("the carrier", () -> (machine.call(() -> machine.ports().peek(0x3FE, 1)) & 0x80) != 0);
        guest.send(true);
        guest.awaitSent(1_000);
    }

    @After
    public void takeThePortOut() throws Exception {
        machine.powerOff(0);
        uart.uninstall();
        peer.close();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void configure(String pid, Map<String, Object> properties) throws Exception {
        configurations.getConfiguration(pid, "?").update(new Hashtable<>(properties));
    }

    private List<SwapDTO> swaps() {
        return watch.swaps();
    }

    private void assertNothingIsLostAndNothingDoubled() throws Exception {
        guest.send(false);
        long sent = guest.sent();
        watch.await("every byte of " + sent + ", after " + swaps(), () -> peer.received() >= guest.sent() || peer.ended());
        assertTrue("the stream stays open", !peer.ended());
        assertEquals("the order", "", peer.wrong());
        assertEquals("as many bytes as the guest has sent", guest.sent(), peer.received());
    }

    @Test
    public void updatesUnderASendingGuestLoseAndDoubleNothing() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            uart.update(Revisions.UART.stream(1 + round % 2));
            watch.awaitSwap(round);
            guest.awaitSent(100);
            assertEquals("round " + round, "", peer.wrong());
        }
        assertNothingIsLostAndNothingDoubled();
        assertEquals(ROUNDS, swaps().size());
        swaps().forEach(swap -> assertEquals(swap.toString(), "swapped", swap.outcome));
        System.out.println(peer.received() + " bytes; " + watch.summary());
    }

    @Test
    public void revisionsSideBySideLoseAndDoubleNothing() throws Exception {
        for (int round = 1; round <= 10; round++) {
            Bundle next = context.installBundle("uart-" + round, Revisions.UART.stream(1 + round % 2));
            next.start();
            watch.awaitSwap(round);
            uart.uninstall();
            uart = next;
            guest.awaitSent(100);
        }
        assertNothingIsLostAndNothingDoubled();
        swaps().forEach(swap -> assertEquals(swap.toString(), "swapped", swap.outcome));
    }

    @Test
    public void aBrokenRevisionBesideTheOldOneIsRolledBack() throws Exception {
        Bundle broken = context.installBundle("broken", Revisions.UART.stream(Revisions.BROKEN));
        broken.start();
        watch.awaitSwap(1);
        broken.uninstall();
        guest.awaitSent(1_000);
        assertNothingIsLostAndNothingDoubled();
        SwapDTO swap = swaps().get(0);
        assertEquals("rolled back", swap.outcome);
        assertTrue(swap.reason, swap.reason.contains("this revision is broken"));
        assertEquals("1.0.0", swap.newVersion);
    }

    @Test
    public void aBundleThatIsStoppedIsNotWaitedFor() throws Exception {
        uart.stop();
        assertEquals("empty", watch.state());
        assertEquals("no replacement", 0, swaps().size());
        guest.awaitSent(1_000);
        uart.start();
        watch.awaitLive();
    }

    @Test
    public void aBrokenRevisionInPlaceFalls() throws Exception {
        uart.update(Revisions.UART.stream(Revisions.BROKEN));
        watch.awaitSwap(1);
        assertEquals("fallen", swaps().get(0).outcome);
        assertEquals("failed", watch.state());
        assertEquals("nothing answers", 0xFFL, (long) machine.call(() -> machine.ports().read(0x3FD, 1)));
        assertEquals("what was sent before has come in order", "", peer.wrong());
        guest.awaitSent(1_000);
    }
}
