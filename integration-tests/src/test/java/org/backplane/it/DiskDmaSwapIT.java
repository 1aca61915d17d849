package org.backplane.it;

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

/** The disk controller's bundle is replaced while a guest reads and writes a disk by bus master DMA of two blocks each. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DiskDmaSwapIT extends SwapScenario {
    private static final String HOST_BRIDGE = "org.backplane.device.pci.host";

    private DiskGuest guest;

    public DiskDmaSwapIT() {
        super(Revisions.IDE, "org.backplane.device.ide", 1);
    }

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        Revisions.IDE.buildAll();
        return Container.options(Container.file("device-pci"));
    }

    @Override
    WorkingGuest guest(Machine on) {
        guest = DiskGuest.byDma(on);
        return guest;
    }

    @Override
    Map<String, Object> properties() throws Exception {
        configure(HOST_BRIDGE, Map.of());
        Path image = DiskGuest.image(Files.createTempFile(Path.of("target"), "swap", ".img"));
        return Map.of("bus.pci", "3.0", "primaryMaster", image.toAbsolutePath().toString());
    }

    @Override
    void prepare() {
        guest.setUpDma();
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
