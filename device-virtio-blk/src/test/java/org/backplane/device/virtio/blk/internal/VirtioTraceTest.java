package org.backplane.device.virtio.blk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.testkit.GoldenTrace;
import org.junit.jupiter.api.Test;

/**
 * SeaBIOS boots from a virtio disk of 2880 sectors: each access it made gets the answer it got, but for the features. The traces
 * do not have the notifications nor what is in memory.
 */
class VirtioTraceTest {
    private static final long BAR4 = 0xfe000000L;
    private static final int BAR0 = 0xc000;
    private static final int FEATURE_BANK = 4;

    private static List<GoldenTrace.Access> recorded(String name) throws IOException {
        GoldenTrace trace = GoldenTrace.named(name);
        assumeTrue(trace.isHere(), trace.absence());
        return trace.accesses();
    }

    @Test
    void aModernDriverStartsTheDeviceAsRecorded() throws IOException {
        VirtioBench blk = new VirtioBench();
        List<String> differences = new ArrayList<>();
        int accesses = 0;
        for (GoldenTrace.Access access : recorded("seabios-1.16.2-boot-vblk")) {
            if (access.device().startsWith("virtio-pci-")) {
                int offset = (int) (access.address() - BAR4);
                accesses++;
                if (access.write()) {
                    blk.out(offset, access.width(), access.value());
                } else if (blk.in(offset, access.width()) != access.value() && offset != FEATURE_BANK) {
                    differences.add(access.toString());
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(accesses).isEqualTo(34);
        assertThat(blk.status()).isEqualTo(0x0f);
        assertThat(blk.in(0x1c, 2)).isEqualTo(1);
        assertThat(blk.wires.events().guest()).isEmpty();
    }

    @Test
    void aLegacyDriverStartsTheDeviceAsRecorded() throws IOException {
        VirtioBench blk = new VirtioBench();
        List<String> differences = new ArrayList<>();
        for (GoldenTrace.Access access : recorded("seabios-1.16.2-boot-vblkleg")) {
            if (access.device().equals("virtio-pci")) {
                int offset = (int) access.address() - BAR0;
                if (access.write()) {
                    blk.legacy.write(offset, access.width(), access.value());
                } else if (blk.legacy.read(offset, access.width()) != access.value() && offset != 0) {
                    differences.add(access.toString());
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(blk.status()).isEqualTo(0x07);
        assertThat(blk.legacy.read(8, 4)).isEqualTo(0x3fdd);
        assertThat(blk.wires.events().guest()).isEmpty();
    }
}
