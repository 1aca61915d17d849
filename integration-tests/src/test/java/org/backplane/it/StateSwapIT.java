package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.backplane.bus.machine.Machine;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The serial port's bundle is replaced while a guest sends through it at full speed: no byte is lost, none comes twice. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StateSwapIT extends SwapScenario {
    private static final int STEP = 100;

    private final int port;
    private CountingGuest guest;
    private CountingPeer peer;

    public StateSwapIT() throws Exception {
        super(Revisions.UART, "org.backplane.device.uart", STEP);
        port = freePort();
    }

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        Revisions.UART.buildAll();
        return Container.options();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    WorkingGuest guest(Machine on) {
        guest = new CountingGuest(on);
        return guest;
    }

    @Override
    Map<String, Object> properties() {
        return Map.of("host", "tcp:" + port);
    }

    @Override
    void prepare() throws Exception {
        peer = new CountingPeer(port);
        watch().await("the carrier", () -> (machine().call(() -> machine().ports().peek(0x3FE, 1)) & 0x80) != 0);
    }

    @Override
    void end() throws Exception {
        peer.close();
    }

    @Override
    void assertNothingIsLost() throws Exception {
        watch().await("every byte of " + guest.done() + ", after " + watch().swaps(),
                () -> peer.received() >= guest.done() || peer.ended());
        assertTrue("the stream stays open", !peer.ended());
        assertEquals("the order", "", peer.wrong());
        assertEquals("as many bytes as the guest has sent", guest.done(), peer.received());
    }

    @Override
    void assertFallen() throws Exception {
        assertEquals("nothing answers", 0xFFL, (long) machine().call(() -> machine().ports().read(0x3FD, 1)));
        assertEquals("what was sent before has come in order", "", peer.wrong());
        guest.awaitDone(1_000);
    }

    @Test
    public void updatesUnderAWorkingGuestLoseNothing() throws Exception {
        updateUnderTheGuest();
    }

    @Test
    public void revisionsSideBySideLoseNothing() throws Exception {
        replaceSideBySide();
    }

    @Test
    public void aBrokenRevisionBesideTheOldOneIsRolledBack() throws Exception {
        tryABrokenRevisionBesideTheOldOne();
    }

    @Test
    public void aBrokenRevisionInPlaceFalls() throws Exception {
        tryABrokenRevisionInPlace();
    }

    @Test
    public void aBundleThatIsStoppedIsNotWaitedFor() throws Exception {
        device().stop();
        assertEquals("empty", watch().state());
        assertEquals("no replacement", 0, watch().swaps().size());
        guest.awaitDone(1_000);
        device().start();
        watch().awaitLive();
    }
}
