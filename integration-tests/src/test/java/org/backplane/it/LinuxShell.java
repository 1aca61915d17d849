package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever types into the shell of a booted Linux on its first serial port, which has to be the standard input and output of
 * the process ({@code --serial stdio}, {@code console=ttyS0}). The RAM disk is an {@link InitialRamDisk}:
 *
 * <pre>{@code
 * Path kernel = DebianLinux.kernel("686");
 * Path disk = InitialRamDisk.of(kernel).load("virtio_blk").write(directory.resolve("initrd.cpio"));
 * try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--kernel",
 *         DebianLinux.unpack(kernel, directory).toString(), "--initrd", disk.toString(), "--append",
 *         LinuxShell.KERNEL_OPTIONS, "--serial", "stdio")) {
 *     LinuxShell linux = LinuxShell.boot(started);
 *     assertThat(linux.run("cat /sys/block/vda/size")).isEqualTo("2048");
 * }
 * }</pre>
 */
final class LinuxShell {
    /** A quiet boot on the serial port, without the kernel's self-tests and certificates, which cost more than all else. */
    static final String KERNEL_OPTIONS =
            "console=ttyS0 quiet cryptomgr.notests initcall_blacklist=load_system_certificate_list";

    private static final String PROMPT = "/ # ";
    private static final int BOOT_SECONDS = 600;
    private static final int COMMAND_SECONDS = 120;

    private final Distribution started;
    private int number;

    private LinuxShell(Distribution started) {
        this.started = started;
    }

    /** What a command printed, on both streams, with lines ended by {@code \n} and nothing around them, and its status. */
    record Answer(String output, int status) {
    }

    /** Waits for the first prompt. */
    static LinuxShell boot(Distribution started) throws InterruptedException {
        started.awaitOutput(PROMPT, 0, BOOT_SECONDS);
        return new LinuxShell(started);
    }

    /** The shell of a Linux that has booted before, in another process. */
    static LinuxShell restored(Distribution started) throws Exception {
        started.type("");
        started.awaitOutput(PROMPT, 0, COMMAND_SECONDS);
        return new LinuxShell(started);
    }

    /** What a command prints, one that has to succeed. */
    String run(String command) throws Exception {
        Answer answer = answer(command);
        assertThat(answer.status()).as("status of '%s', which printed: %s", command, answer.output()).isZero();
        return answer.output();
    }

    /**
     * What becomes of a command: one line, which may be long. The terminal echoes what is typed, so the marks around the
     * answer are computed.
     */
    Answer answer(String command) throws Exception {
        int from = started.out().length();
        number++;
        started.type("echo from-$((" + number + ")); { " + command + "; } 2>&1; echo to-$((" + number + "))-$?.");
        String end = "to-" + number + "-";
        started.awaitMatch(end + "\\d+\\.\r\n", from, COMMAND_SECONDS);
        String said = started.out().substring(from);
        String begin = "from-" + number + "\r\n";
        int mark = said.lastIndexOf(end);
        int status = Integer.parseInt(said.substring(mark + end.length(), said.indexOf('.', mark)));
        String output = said.substring(said.indexOf(begin) + begin.length(), mark);
        return new Answer(output.replace("\r\n", "\n").strip(), status);
    }

    /** Types a command without waiting for what becomes of it, such as the one that switches the machine off. */
    void say(String command) throws Exception {
        started.type(command);
    }
}
