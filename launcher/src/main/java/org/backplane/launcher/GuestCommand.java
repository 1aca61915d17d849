package org.backplane.launcher;

import java.io.PrintWriter;
import org.backplane.launcher.guest.GuestException;
import org.backplane.launcher.guest.LinuxGuest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code guest}: the options of a run, of which it sets those that the guest needs and nobody else has set. */
@Command(name = "guest", sortOptions = false, usageHelpAutoWidth = true,
        description = "Starts a guest that is prepared from the packages of the user's distribution: linux.")
final class GuestCommand {
    private static final String MACHINE = "minimal";
    /** The tests of the kernel's ciphers and the certificates of modules take longer than all else. */
    private static final String KERNEL_OPTIONS =
            "console=ttyS0 quiet cryptomgr.notests initcall_blacklist=load_system_certificate_list";

    @Parameters(paramLabel = "GUEST", description = "linux: Debian's kernel for i686 and BusyBox, to a shell on the terminal.")
    String guest;

    @Mixin
    Options options = new Options();

    /** The options with which the guest starts. */
    Options prepare(PrintWriter err) {
        if (!guest.equals("linux")) {
            throw new UsageException("guest: there is no guest '" + guest + "'; there is linux");
        }
        if (options.kernel != null || options.initrd != null || options.rom != null) {
            throw new UsageException("guest: " + guest + " has a kernel and an initial RAM disk; leave out --kernel, --initrd "
                    + "and --rom");
        }
        LinuxGuest linux = new LinuxGuest(LinuxGuest.cacheFolder());
        try {
            linux.prepare(err);
        } catch (GuestException impossible) {
            throw new UsageException("guest: " + impossible.getMessage());
        }
        options.machine = options.machine == null ? MACHINE : options.machine;
        options.kernel = linux.kernel();
        options.initrd = linux.ramDisk();
        options.append = options.append == null ? KERNEL_OPTIONS : KERNEL_OPTIONS + " " + options.append;
        options.serial = options.serial == null && options.web == null ? "stdio" : options.serial;
        return options;
    }

    /** The exit status of the process: the guest cannot say 0 at the exit port, which sets bit 0. */
    static int status(int ofMachine) {
        return ofMachine == (LinuxGuest.FAREWELL << 1 | 1) ? 0 : ofMachine;
    }
}
