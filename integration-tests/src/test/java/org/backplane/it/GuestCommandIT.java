package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One command to a Linux shell, on a machine whose package manager has the kernel. */
class GuestCommandIT {
    private static final int PREPARE_AND_BOOT_SECONDS = 600;
    private static final String PROMPT = "/root # ";

    @Test
    void guestLinuxLeadsToAShellWhoseExitEndsTheProcess() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "there is no apt-get, with which the guest is prepared");
        try (Distribution started = Distribution.startForInteractiveWork("guest", "linux")) {
            try {
                started.awaitOutput(PROMPT, 0, PREPARE_AND_BOOT_SECONDS);
            } catch (AssertionError nothing) {
                assumeTrue(!started.err().contains("apt-get finds no"), "apt-get finds no kernel for i386 here");
                throw nothing;
            }
            started.type("uname -m; expr 6 '*' 7");
            started.awaitOutput("i686\r\n42\r\n", 0, PREPARE_AND_BOOT_SECONDS);
            started.type("exit");
            assertThat(started.awaitEnd()).isZero();
        }
    }

    @Test
    void whatIsNoGuestIsSaidInOneLine() throws Exception {
        try (Distribution started = Distribution.start("guest", "plan9")) {
            assertThat(started.awaitEnd()).isEqualTo(2);
            assertThat(started.err()).isEqualTo("backplane: guest: there is no guest 'plan9'; there is linux\n");
        }
        try (Distribution started = Distribution.start("guest", "linux", "--rom", "x.rom")) {
            assertThat(started.awaitEnd()).isEqualTo(2);
            assertThat(started.err()).isEqualTo("backplane: guest: linux has a kernel and an initial RAM disk; leave out "
                    + "--kernel, --initrd and --rom\n");
        }
    }
}
