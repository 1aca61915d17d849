package org.backplane.device.ide.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.testkit.GoldenTrace;
import org.junit.jupiter.api.Test;

/** SeaBIOS boots from an IDE disk of 2880 sectors: each access it made gets the answer it got, but for those explained. */
class IdeTraceTest {
    private static final int FIRST_IDENTIFY_WORD = 3667;
    private static final int LAST_IDENTIFY_WORD = 3729;
    private static final int SECOND_SECTOR = 4710;

    @Test
    void seabiosFindsTheDiskAndReadsTwoSectorsAsRecorded() throws IOException {
        GoldenTrace trace = GoldenTrace.named("seabios-1.16.2-boot-ide");
        assumeTrue(trace.isHere(), trace.absence());
        IdeBench ide = IdeBench.disk();
        List<String> differences = new ArrayList<>();
        int data = 0;
        for (GoldenTrace.Access access : trace.accesses()) {
            if (access.device().equals("ide")) {
                int answer = replay(ide, access);
                data += access.width() == 2 && access.line() > SECOND_SECTOR ? 1 : 0;
                if (!access.write() && answer != access.value() && !explained(access, answer)) {
                    differences.add(access + ", but " + Integer.toHexString(answer));
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(data).as("words of the second sector").isEqualTo(256);
        assertThat(ide.wires.pin("primary").edges()).as("nIEN is set throughout a command, and cleared after it").isLessThan(8);
    }

    private static int replay(IdeBench ide, GoldenTrace.Access access) {
        boolean control = (access.address() & 0x200) != 0;
        String channel = (access.address() & 0x80) != 0 ? "primary" : "secondary";
        RangeHandler handler = ide.card.range(control ? channel + "-control" : channel);
        int offset = control ? 0 : (int) access.address() & 7;
        if (access.write()) {
            handler.write(offset, access.width(), access.value());
            return 0;
        }
        int answer = (int) handler.read(offset, access.width());
        if (answer == 0xd0) {
            // The trace shows no time: a busy disk is ready by the next look.
            ide.settle();
        }
        return answer;
    }

    /** Where hardware answers otherwise than the recorded emulator. */
    private static boolean explained(GoldenTrace.Access access, int answer) {
        // Nobody drives the bus of the second channel: 7Fh by the pull-down at DD7, not 00h.
        boolean floating = access.address() < 0x1f0 && answer == 0x7f && access.value() == 0;
        // Bit 4 stays set when a disk aborts IDENTIFY PACKET DEVICE.
        boolean seekComplete = access.value() == 0x41 && answer == 0x51;
        // Names, retired words and features are another disk's; AtaDiskTest tells what they are here.
        boolean identification = access.line() >= FIRST_IDENTIFY_WORD && access.line() <= LAST_IDENTIFY_WORD;
        // The sectors hold the bench's pattern instead of a boot program.
        boolean sector = access.width() == 2 && access.line() > LAST_IDENTIFY_WORD;
        return floating || seekComplete || identification || sector;
    }
}
