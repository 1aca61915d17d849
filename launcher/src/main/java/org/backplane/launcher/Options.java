package org.backplane.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The command line. The options are stable: scripts rely on them. */
@Command(name = "backplane", sortOptions = false, usageHelpAutoWidth = true, versionProvider = Version.class,
        description = "Runs a PC in which every card is an OSGi bundle. Without options it starts a small monitor that "
                + "shows how memory-mapped and port-mapped I/O work.",
        footer = {"", "Streams of the host are named stdio, file:PATH, tcp:PORT (on the loopback interface), "
                + "console:NAME (for --web) or none; one device at a time can have stdio.", "The exit status is the one the machine is switched off with, 124 "
                + "when the time is up, 1 when a device cannot be had, 2 when the command line is wrong, 122 "
                + "with --advice-fatal when the guest did what it should not do."})
final class Options {
    private static final String MONITOR = "monitor";
    /** How a machine is operated, and where its streams lead. Every other option says what it is made of. */
    private static final Set<String> OPERATING = Set.of("--serial", "--debugcon", "--post", "--display", "--restore", "--plugins",
            "--engine", "--timeout", "--advice", "--advice-fatal", "--shell", "--gdb", "--gdb-wait");

    @Option(names = "--machine", paramLabel = "FILE",
            description = "Machine description: a JSON file of configurations, or the name of one that comes along "
                    + "(default: " + MONITOR + ").")
    String machine;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Size of RAM, such as 64M or 1G.")
    String memory;

    @Option(names = "--rom", paramLabel = "FILE", description = "Firmware image, mapped below 4 GiB and below 1 MiB.")
    Path rom;

    @Option(names = "--boot-menu", description = "The firmware waits a moment for ESC and then offers what to boot from.")
    boolean bootMenu;

    @Option(names = "--kernel", paramLabel = "FILE", description = "Kernel to be started without firmware: Multiboot 1, "
            + "or Linux (bzImage or unpacked vmlinux).")
    Path kernel;

    @Option(names = "--initrd", paramLabel = "FILE", description = "Initial RAM disk; a Multiboot kernel's first module.")
    Path initrd;

    @Option(names = "--append", paramLabel = "TEXT", description = "Command line of the kernel.")
    String append;

    @Option(names = "--apic", description = "Adds a local APIC and an I/O APIC; the interrupt controllers of the machine then "
            + "reach the processor through the local APIC.")
    boolean apic;

    @Option(names = "--disk", paramLabel = "FILE", description = "Image of a hard disk, read and written; overlay:FILE "
            + "forgets what is written, readonly:FILE refuses it. The disk is an IDE disk; virtio:FILE, virtio:overlay:FILE and "
            + "virtio:readonly:FILE make it a virtio disk on the PCI bus. More of them for further disks.")
    List<String> disks = new ArrayList<>();

    @Option(names = "--floppy", paramLabel = "FILE", description = "Image of the floppy disk: FILE, overlay:FILE or readonly:FILE. "
            + "One that is shorter than a diskette is the beginning of one: zeroes follow, which cannot be written.")
    String floppy;

    @Option(names = "--cdrom", paramLabel = "FILE", description = "Image of the CD-ROM.")
    Path cdrom;

    @Option(names = "--net", paramLabel = "NETWORK", description = "Adds an Intel 82540EM network card: none (no card, the "
            + "default), or user, the network 10.0.2.0/24 with the host at 10.0.2.2. Options of user follow after commas: "
            + "forward=tcp:8080-:80 lets the host's port 8080 lead to the guest's port 80 (more of them for further ports), "
            + "reach=any lets the guest go anywhere the host can, dns=ADDRESS names another name server than the host's, "
            + "rom=FILE is the card's boot ROM, bootfile=URL what it is told to boot.")
    String net;

    @Option(names = "--serial", paramLabel = "STREAM", description = "Where the first serial port leads: stdio, "
            + "file:PATH, tcp:PORT, console:NAME or none.")
    String serial;

    @Option(names = "--debugcon", paramLabel = "STREAM", description = "Where the debug console at port 402h leads: "
            + "stdio, file:PATH or none.")
    String debugcon;

    @Option(names = "--post-port", paramLabel = "PORT", description = "Port whose bytes are POST codes (default: 0x80).")
    String postPort;

    @Option(names = "--post", paramLabel = "STREAM", description = "Where each POST code goes, as a line of two "
            + "hexadecimal digits: stdio, file:PATH or none.")
    String post;

    @Option(names = "--vgabios", paramLabel = "FILE", description = "Video firmware of the display adapter (default: the one "
            + "that lies beside the firmware of --rom; with --kernel that of Debian's package seabios; if there is one).")
    Path vgabios;

    @Option(names = "--display", paramLabel = "DISPLAY", description = "none, window or png:PATH.")
    String display;

    @Option(names = "--web", paramLabel = "PORT", arity = "0..1", fallbackValue = WebPlan.ANY_PORT, description = "Shows screen, "
            + "serial ports and devices in a browser: prints the address of a page on this port of the loopback interface "
            + "(default: any free one). Serial ports and debug console lead there unless an option says otherwise.")
    String web;

    @Option(names = "--exit-port", paramLabel = "PORT", description = "A byte v written to this port ends the process "
            + "with status (v << 1) | 1.")
    String exitPort;

    @Option(names = "--restore", paramLabel = "FILE", description = "Goes on with a machine that pc:snapshot of the shell has "
            + "written to a file. It brings its description and its memory along; disk images must be what they were.")
    Path restore;

    @Option(names = "--plugins", paramLabel = "DIR", description = "Folder whose bundles are installed, updated and "
            + "removed while the machine runs (default: plugins, if there is such a folder).")
    Path plugins;

    @Option(names = "--deterministic", description = "Virtual time follows the instruction count, so that equal inputs "
            + "give equal runs.")
    boolean deterministic;

    @Option(names = "--engine", paramLabel = "ENGINE", description = "How the processor executes instructions: interpreter, "
            + "translator (hot code becomes bytecode of the JVM), or check (both, held against each other).")
    String engine;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Ends the process after so many seconds.")
    String timeout;

    @Option(names = "--advice", paramLabel = "FILE", description = "At the end, writes what the guest did that real "
            + "hardware would punish - wrong memory types, widths, registers - as JSON.")
    Path advice;

    @Option(names = "--advice-fatal", description = "Ends with status 122 if there is such a finding, however the machine is "
            + "switched off.")
    boolean adviceFatal;

    @Option(names = "--shell", paramLabel = "STREAM", description = "Where the Gogo shell with the pc: commands is: "
            + "none, stdio or tcp:PORT (default: none).", defaultValue = "none")
    String shell;

    @Option(names = "--gdb", paramLabel = "tcp:PORT", description = "Lets gdb debug the guest: target remote :PORT (on the "
            + "loopback interface).")
    String gdb;

    @Option(names = "--gdb-wait", description = "The guest stands before its first instruction until gdb lets it go on.")
    boolean gdbWait;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Prints the version.")
    boolean version;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this.")
    boolean help;

    /** An option that says what the machine is made of, if one was given. */
    Optional<String> composing() {
        Map<String, Object> defaults = new HashMap<>();
        CommandSpec.forAnnotatedObject(new Options()).options()
                .forEach(option -> defaults.put(option.longestName(), option.getValue()));
        return CommandSpec.forAnnotatedObject(this).options().stream()
                .filter(option -> !OPERATING.contains(option.longestName())
                        && !Objects.equals(option.getValue(), defaults.get(option.longestName())))
                .map(OptionSpec::longestName).findFirst();
    }

    /** The machine that was asked for, or the one that explains itself. */
    String machine() {
        return machine == null ? MONITOR : machine;
    }
}
