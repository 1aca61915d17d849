package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.backplane.it.probe.ProbeDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder of plug-ins: files come, change and go in it while a guest polls two ports and prints what changes there. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PluginsIT {
    /** Prints {@code 0=} and the byte when what port 300h gives has changed, {@code 1=} for port 310h; for ever. */
    private static final int[] TELLS_CHANGES = {
        0xBA, 0xFB, 0x03,                      // 00 mov dx,3fbh
        0xB0, 0x03,                            // 03 mov al,3
        0xEE,                                  // 05 out dx,al
        0x31, 0xDB,                            // 06 xor bx,bx
        0xBA, 0x00, 0x03,                      // 08 poll: mov dx,300h
        0xEC,                                  // 0b in al,dx
        0x38, 0xD8,                            // 0c cmp al,bl
        0x74, 0x07,                            // 0e je second
        0x88, 0xC3,                            // 10 mov bl,al
        0xB1, 0x30,                            // 12 mov cl,'0'
        0xE8, 0x11, 0x00,                      // 14 call report
        0xBA, 0x10, 0x03,                      // 17 second: mov dx,310h
        0xEC,                                  // 1a in al,dx
        0x38, 0xF8,                            // 1b cmp al,bh
        0x74, 0xE9,                            // 1d je poll
        0x88, 0xC7,                            // 1f mov bh,al
        0xB1, 0x31,                            // 21 mov cl,'1'
        0xE8, 0x02, 0x00,                      // 23 call report
        0xEB, 0xE0,                            // 26 jmp poll
        0x88, 0xC5,                            // 28 report: mov ch,al
        0x88, 0xC8,                            // 2a mov al,cl
        0xE8, 0x1D, 0x00,                      // 2c call print
        0xB0, 0x3D,                            // 2f mov al,'='
        0xE8, 0x18, 0x00,                      // 31 call print
        0x88, 0xE8,                            // 34 mov al,ch
        0xC0, 0xE8, 0x04,                      // 36 shr al,4
        0xE8, 0x0B, 0x00,                      // 39 call digit
        0x88, 0xE8,                            // 3c mov al,ch
        0x24, 0x0F,                            // 3e and al,15
        0xE8, 0x04, 0x00,                      // 40 call digit
        0xB0, 0x0A,                            // 43 mov al,10
        0xEB, 0x05,                            // 45 jmp print
        0x3C, 0x0A,                            // 47 digit: cmp al,10
        0x1C, 0x69,                            // 49 sbb al,69h
        0x2F,                                  // 4b das
        0x88, 0xC4,                            // 4c print: mov ah,al
        0xBA, 0xFD, 0x03,                      // 4e mov dx,3fdh
        0xEC,                                  // 51 ready: in al,dx
        0xA8, 0x20,                            // 52 test al,20h
        0x74, 0xFB,                            // 54 jz ready
        0xBA, 0xF8, 0x03,                      // 56 mov dx,3f8h
        0x88, 0xE0,                            // 59 mov al,ah
        0xEE,                                  // 5b out dx,al
        0xC3,                                  // 5c ret
    };

    @TempDir
    Path folder;

    private Path plugins;
    private Distribution started;

    @BeforeAll
    static void packTheProbe() throws Exception {
        ProbeBuilder.buildAll();
    }

    @BeforeEach
    void startTheGuest() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        String rom = GuestRom.write(folder.resolve("watch.rom"), TELLS_CHANGES).toString();
        started = Distribution.start("--rom", rom, "--serial", "stdio", "--plugins", plugins.toString());
        started.awaitOutput("0=FF\n1=FF\n");
    }

    @AfterEach
    void end() throws InterruptedException {
        started.close();
    }

    /** Waits until the guest has seen something more; what it saw before is known. */
    private void awaitSeen(String... changes) throws InterruptedException {
        String all = "0=FF\n1=FF\n" + String.join("\n", changes) + "\n";
        started.awaitOutput(all);
        assertThat(started.out()).as("the guest saw these changes and no other").isEqualTo(all);
    }

    private void dropConfiguration(String text) throws Exception {
        Path part = Files.writeString(plugins.resolve(ProbeDevice.PID + ".part"), text);
        Files.move(part, plugins.resolve(ProbeDevice.PID + ".cfg"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aJarComesChangesAndGoes() throws Exception {
        Path jar = plugins.resolve("probe.jar");
        ProbeBundle.drop(1, jar);
        awaitSeen("0=A1");

        ProbeBundle.drop(2, jar);
        // Between the revisions there may be a gap.
        started.awaitMatch("0=FF\n1=FF\n0=A1\n(0=FF\n)?0=A2\n");

        Files.delete(jar);
        started.awaitMatch("0=FF\n1=FF\n0=A1\n(0=FF\n)?0=A2\n0=FF\n");
        assertThat(started.err()).as("nothing went wrong").isEmpty();
    }

    @Test
    void aConfigurationMovesTheDevice() throws Exception {
        ProbeBundle.drop(1, plugins.resolve("probe.jar"));
        awaitSeen("0=A1");

        dropConfiguration("bus.port = 0x310+1\nidentity = 176\n");
        // Which port the guest looks at next when the device moves is left to chance.
        String moved = "0=FF\n1=FF\n0=A1\n(0=FF\n1=B1|1=B1\n0=FF)\n";
        started.awaitMatch(moved);

        Files.delete(plugins.resolve(ProbeDevice.PID + ".cfg"));
        started.awaitMatch(moved + "(0=A1\n1=FF|1=FF\n0=A1)\n");
        assertThat(started.err()).as("nothing went wrong").isEmpty();
    }
}
