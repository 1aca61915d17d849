package org.backplane.it;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backplane.bus.machine.Machine;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/**
 * The disk controller's bundle is replaced while a guest reads and writes a disk word by word: no transfer is lost, and nothing
 * that was written to the overlay.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DiskSwapIT extends SwapScenario {
    private Path image;
    private byte[] untouched;

    public DiskSwapIT() {
        super(Revisions.IDE, "org.backplane.device.ide", 1);
    }

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        Revisions.IDE.buildAll();
        return Container.options();
    }

    @Override
    WorkingGuest guest(Machine on) {
        return DiskGuest.programmed(on);
    }

    @Override
    Map<String, Object> properties() throws Exception {
        // One for each test: a device that has fallen leaves its overlay open for a while.
        image = DiskGuest.image(Files.createTempFile(Path.of("target"), "swap", ".img"));
        untouched = Files.readAllBytes(image);
        return Map.of("bus.pci", "", "primaryMaster", "overlay:" + image.toAbsolutePath());
    }

    @Override
    void assertNothingIsLost() throws Exception {
        assertArrayEquals("the image under the overlay", untouched, Files.readAllBytes(image));
    }

    @Override
    void assertFallen() {
        assertEquals("nothing answers", 0xFFL, (long) machine().call(() -> machine().ports().read(0x1F7, 1)));
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
