package org.backplane.device.fdc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.testkit.GoldenTrace;
import org.junit.jupiter.api.Test;

/** SeaBIOS boots from a 1.44 MB diskette: each access it made gets the answer it got. */
class FdcTraceTest {
    private static final int FDC = 0x3f0;
    private static final int PIC_COMMAND = 0x20;
    private static final int DMA_MASK = 0x0a;
    /** READ ID gives whatever sector comes by; the trace has sector 2. */
    private static final int SECTOR_OF_READ_ID = 4507;

    @Test
    void seabiosReadsTwoSectorsAsRecorded() throws IOException {
        GoldenTrace trace = GoldenTrace.named("seabios-1.16.2-boot-fd");
        assumeTrue(trace.isHere(), trace.absence());
        FdcBench fdc = new FdcBench();
        List<String> differences = new ArrayList<>();
        for (GoldenTrace.Access access : trace.accesses()) {
            replay(fdc, access, differences);
        }

        assertThat(differences).isEmpty();
        assertThat(fdc.dma.terminalCounts).isEqualTo(2);
        assertThat(fdc.dma.memory).as("the second sector").isEqualTo(fdc.sectors(1, 1));
        assertThat(fdc.wires.events().guest()).isEmpty();
    }

    private static void replay(FdcBench fdc, GoldenTrace.Access access, List<String> differences) {
        if (access.device().equals("fdc") && access.write()) {
            fdc.out((int) access.address() - FDC, (int) access.value());
        } else if (access.device().equals("fdc")) {
            int answer = fdc.in((int) access.address() - FDC);
            boolean asRecorded = answer == access.value();
            boolean sectorOfTrack = access.line() == SECTOR_OF_READ_ID && answer >= 1 && answer <= 18;
            if (!asRecorded && !sectorOfTrack) {
                differences.add(access + ", but " + Integer.toHexString(answer));
            }
        } else if (access.address() == DMA_MASK && access.value() == 0x02) {
            fdc.dma.program(new byte[512], false);
        } else if (access.address() == PIC_COMMAND && access.write() && fdc.in(FdcBench.DOR) != 0) {
            // The end of an interrupt: the trace shows no time, so it has come by now.
            fdc.wires.advance(FdcBench.SECOND);
        }
    }
}
