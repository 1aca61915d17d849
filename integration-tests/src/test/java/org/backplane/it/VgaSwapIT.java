package org.backplane.it;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import org.backplane.bus.machine.Machine;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/**
 * The display adapter's bundle is replaced while a guest draws: no word of video memory is lost, and the bank that the
 * guest has selected stays selected.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VgaSwapIT extends SwapScenario {
    private DrawingGuest guest;

    public VgaSwapIT() {
        super(Revisions.VGA, "org.backplane.device.vga", 1);
    }

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        Revisions.VGA.buildAll();
        return Container.options();
    }

    @Override
    WorkingGuest guest(Machine on) {
        guest = new DrawingGuest(on);
        return guest;
    }

    @Override
    Map<String, Object> properties() {
        return Map.of("bus.pci", "");
    }

    @Override
    void assertNothingIsLost() throws Exception {
        assertEquals("words that are wrong at the end", 0, guest.differences());
    }

    @Override
    void assertFallen() {
        assertEquals("nothing answers", 0xFFL, (long) machine().call(() -> machine().ports().read(0x3CC, 1)));
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
}
