package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.it.dice.DiceDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PCI function in the folder of plug-ins: guests find it, give it addresses, use it, and lose it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PciPluginIT {
    private static final Path BIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    /** The line of {@code pc:pci} about the function: it may decode, and where both of its registers answer. */
    private static final Pattern PLACED = Pattern.compile(
            "00:05\\.0 +1234:0d1c +ff0000 +IM- +INTA \\d+ +bar0=([0-9a-f]{8}) bar1=([0-9a-f]{3}0) +"
            + DiceDevice.PID + " +org\\.backplane\\.it\\.dice 1\\.0\\.0");
    private static final String ID = "pci read 0:5.0 0";

    @TempDir
    Path folder;

    private Path plugins;
    private Path jar;

    @BeforeAll
    static void packTheFunction() throws Exception {
        ProbeBuilder.buildDice();
    }

    @BeforeEach
    void makeTheFolder() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        jar = plugins.resolve("dice.jar");
    }

    @Test
    void aFunctionComesIsPlacedMovesAndGoesWhileTheGuestRuns() throws Exception {
        try (Monitor monitor = Monitor.start("--machine", "pc", "--plugins", plugins.toString())) {
            monitor.type("poke 1000 12345678");
            assertThat(monitor.type(ID)).as("an empty place is a master abort").isEqualTo("FFFFFFFF");
            ProbeBundle.drop(ProbeBundle.DICE, jar);
            monitor.awaitAnswer(ID, "0D1C1234");

            theGuestSizesIt(monitor);
            theGuestPlacesIt(monitor);
            theGuestMovesIt(monitor);
            theGuestSwitchesItOffAndOn(monitor);

            Files.delete(jar);
            monitor.awaitAnswer(ID, "FFFFFFFF");
            assertThat(monitor.type("pci")).as("it is listed no longer").contains("\n00:02.0 ").doesNotContain("00:05.0");
            assertThat(monitor.type("peekb fea00005")).as("nobody answers in memory").isEqualTo("FEA00005: FF");
            assertThat(monitor.type("in c005")).as("nor at ports").isEqualTo("FF");

            assertThat(monitor.type("peek 1000")).as("it has been the same guest").isEqualTo("00001000: 12345678");
            assertThat(monitor.out().split("Backplane monitor", -1)).as("that started once").hasSize(2);
            assertThat(monitor.err()).as("nothing went wrong").isEmpty();
        }
    }

    private static void theGuestSizesIt(Monitor monitor) throws Exception {
        assertThat(monitor.type("pci")).contains("\n00:05.0 1234:0D1C class FF0000 command 0000\n"
                + "  BAR 0 not placed, 4 KiB of memory\n  BAR 1 not placed, 16 ports");
        assertThat(monitor.type("pci size 0:5.0")).isEqualTo(
                "BAR 0 at 10 holds 00000000, reads FFFFF000 after all ones: 4 KiB of memory\n"
                + "BAR 1 at 14 holds 00000001, reads FFFFFFF1 after all ones: 16 ports");
    }

    private static void theGuestPlacesIt(Monitor monitor) throws Exception {
        monitor.type("pci place 0:5.0 0 febf0000");
        monitor.type("pci place 0:5.0 1 c000");
        assertThat(monitor.type("peekb febf0005")).as("not before it may decode").isEqualTo("FEBF0005: FF");
        assertThat(monitor.type("pci enable 0:5.0 io mem")).isEqualTo("00:05.0 command 0003 io mem");
        assertThat(monitor.type("peekb febf0005")).as("the register's first value").isEqualTo("FEBF0005: 06");
        monitor.type("pokeb febf0005 5a");
        assertThat(monitor.type("peekb febf0005")).as("it keeps what is written").isEqualTo("FEBF0005: 5A");
        assertThat(monitor.type("peek febf0004")).as("a dword, byte by byte").isEqualTo("FEBF0004: 08075A05");
        assertThat(monitor.type("in c005")).as("the same register by port").isEqualTo("5A");
    }

    private static void theGuestMovesIt(Monitor monitor) throws Exception {
        assertThat(monitor.type("pci place 0:5.0 0 fea00000")).isEqualTo("BAR 0 FEA00000-FEA00FFF, 4 KiB of memory");
        assertThat(monitor.type("peekb febf0005")).as("the old address is free").isEqualTo("FEBF0005: FF");
        assertThat(monitor.type("peekb fea00005")).as("the register has come along").isEqualTo("FEA00005: 5A");
    }

    private static void theGuestSwitchesItOffAndOn(Monitor monitor) throws Exception {
        monitor.type("pci disable 0:5.0 mem");
        assertThat(monitor.type("peekb fea00005")).as("it decodes no memory").isEqualTo("FEA00005: FF");
        assertThat(monitor.type("in c005")).as("but its ports").isEqualTo("5A");
        monitor.type("pci enable 0:5.0 mem");
        assertThat(monitor.type("peekb fea00005")).as("it decodes again").isEqualTo("FEA00005: 5A");
    }

    /** The description of the PC with the function in it, so that power waits for the plug-in. */
    private String pcWithTheFunction() throws Exception {
        String pc = Files.readString(Path.of("..", "launcher", "machines", "pc.json"));
        return Files.writeString(folder.resolve("pc.json"),
                pc.replaceFirst("\\{", "{ \"" + DiceDevice.PID + "\": {},")).toString();
    }

    @Test
    void firmwarePlacesAFunctionThatIsThereFromTheStart() throws Exception {
        assumeTrue(Files.isReadable(BIOS), "there is no " + BIOS + "; the package seabios has it");
        ProbeBundle.drop(ProbeBundle.DICE, jar);
        int port = Distribution.freePort();
        try (Distribution started = Distribution.start("--machine", pcWithTheFunction(), "--rom", BIOS.toString(), "--serial", "none",
                "--boot-menu", "--debugcon", "stdio", "--plugins", plugins.toString(), "--shell", "tcp:" + port);
                ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("Press ESC for boot menu.");
            assertThat(started.out()).as("it has found it").contains("PCI: init bdf=00:05.0 id=1234:0d1c\n");
            Matcher placed = PLACED.matcher(shell.type("pci"));
            assertThat(placed.find()).as("both registers are placed, and decode: %s", shell.type("pci")).isTrue();
            int memory = Integer.parseUnsignedInt(placed.group(1), 16);
            assertThat(memory & 0xfff).as("at a multiple of its length").isZero();
            assertThat(shell.type("in " + placed.group(2).substring(0, 3) + "3")).as("a register answers").isEqualTo("04");
            assertThat(started.err()).isEmpty();
        }
    }
}
