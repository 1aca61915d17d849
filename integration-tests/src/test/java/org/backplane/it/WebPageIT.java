package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.PointerInput;

/** The page of --web in a real browser: somebody looks, types, and drops a card. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WebPageIT {
    private static final Path BIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path MOUSE = Path.of("src", "test", "guests", "mouse.asm");
    private static final String CONSOLE = "#terminals > div:not([hidden]) .xterm-rows";
    /** How long SeaBIOS waits for a key, in milliseconds, as its file etc/boot-menu-wait has it. */
    private static final byte[] A_MINUTE = {0x60, (byte) 0xEA, 0, 0, 0, 0, 0, 0};
    private static final Path PC = Path.of("..", "launcher", "machines", "pc.json");
    private static final String PROBE = "tr[data-pid='org.backplane.it.probe']";

    @TempDir
    Path folder;

    private String reports = "";

    @BeforeAll
    static void packTheProbe() throws Exception {
        ProbeBuilder.buildAll();
    }

    @BeforeEach
    void aBrowserIsInstalled() {
        assumeTrue(WebPage.isPossible(), "there is no " + WebPage.BROWSER + " or no " + WebPage.DRIVER
                + "; the packages chromium and chromium-driver have them");
    }

    /** The PC, with firmware that gives a slow tester time. */
    private Path patientPc() throws Exception {
        Path wait = Files.write(folder.resolve("wait"), A_MINUTE);
        String patient = Files.readString(PC).replace("\"org.backplane.device.fwcfg\": {}",
                "\"org.backplane.device.fwcfg\": { \"files\": [\"etc/boot-menu-wait=" + wait + "\"] }");
        return Files.writeString(folder.resolve("patient.json"), patient);
    }

    @Test
    void theFirmwaresScreenIsOnThePage() throws Exception {
        assumeTrue(Files.isReadable(BIOS), "there is no " + BIOS + "; the package seabios has it");
        try (Distribution started = Distribution.start("--machine", patientPc().toString(), "--rom", BIOS.toString(),
                "--boot-menu", "--web");
                WebPage page = WebPage.open(started)) {
            page.awaitText("#text", "Press ESC for boot menu.");
            assertThat(page.text("#text")).startsWith("SeaBIOS (version ");
            assertThat(page.litDots()).as("its letters are drawn").isGreaterThan(500);
            assertThat(page.text("#state")).isEqualTo("running");
            assertThat(page.address()).as("the token is not left in the address").doesNotContain("token");

            page.type("#screen", Keys.ESCAPE);
            page.awaitText("#text", "Select boot device:");
            page.screenshot(Path.of("target", "web-seabios.png"));
            assertThat(page.complaints()).as("the browser has nothing to complain about").isEqualTo("[]");
            assertThat(started.err().lines()).as("one line, the address").hasSize(1);
        }
    }

    @Test
    void consoleKeyboardAndADroppedCardWorkOnARunningMachine() throws Exception {
        try (Distribution started = Distribution.start("--machine", "pc", "--web"); WebPage page = WebPage.open(started)) {
            page.awaitText(CONSOLE, "Type help for the commands");
            command(page, "in 300");
            page.awaitText(CONSOLE, "> in 300");
            page.awaitText(CONSOLE, "FF");

            page.drop("readme.txt", "no jar".getBytes(StandardCharsets.UTF_8));
            page.awaitText("#drop", "readme.txt is no jar file");
            page.drop("probe.jar", Files.readAllBytes(ProbeBundle.file(1)));
            page.awaitText("#drop", "is installed");
            page.awaitText(PROBE, "0300-0300");
            command(page, "in 300");
            page.awaitText(CONSOLE, "A1");
            page.drop("probe.jar", Files.readAllBytes(ProbeBundle.file(2)));
            page.awaitText("#drop", "2.0.0 replaces 1.0.0");
            page.awaitText(PROBE, "2.0.0");
            command(page, "in 300");
            page.awaitText(CONSOLE, "A2");

            // The keyboard controller's self-test ends with 55h; from then on it takes keys (8042, "Self-test").
            command(page, "out 64 aa");
            command(page, "in 60");
            page.awaitText(CONSOLE, "55");
            command(page, "out 64 60");
            command(page, "out 60 40");
            page.type("#screen", "e");
            command(page, "in 60");
            page.awaitText(CONSOLE, "12");
            page.screenshot(Path.of("target", "web-monitor.png"));
            assertThat(started.err().lines()).as("one line, the address").hasSize(1);
        }
    }

    /** The guest prints what its PS/2 mouse reports: buttons and signs, right, up, wheel. */
    @Test
    void theMouseIsTheGuestsWhileThePointerIsLocked() throws Exception {
        Path guest = Nasm.assemble(MOUSE, folder.resolve("mouse.bin"));
        try (Distribution started = Distribution.start("--machine", "pc", "--rom", guest.toString(), "--web");
                WebPage page = WebPage.open(started)) {
            page.awaitText(CONSOLE, "READY");
            page.giveMouse();
            page.moveMouse(20, 10);
            report(page, "28 14 F6 00");
            page.moveMouse(-5, -3);
            report(page, "18 FB 03 00");
            page.button(PointerInput.MouseButton.LEFT, true);
            report(page, "09 00 00 00");
            page.moveMouse(7, 0);
            report(page, "09 07 00 00");
            page.button(PointerInput.MouseButton.LEFT, false);
            report(page, "08 00 00 00");
            page.wheel(100);
            report(page, "08 00 00 01");
            page.button(PointerInput.MouseButton.RIGHT, true);
            report(page, "0A 00 00 00");
            page.takeMouseBack();
            report(page, "08 00 00 00");

            // What happens to the mouse now, the guest does not hear of: its next report is of the button afterwards.
            page.button(PointerInput.MouseButton.RIGHT, false);
            page.moveMouse(30, 30);
            page.giveMouse();
            page.button(PointerInput.MouseButton.MIDDLE, true);
            report(page, "0C 00 00 00");
            assertThat(started.err().lines()).as("one line, the address").hasSize(1);
        }
    }

    /** Waits for the next report, behind all that were expected before. */
    private void report(WebPage page, String bytes) throws InterruptedException {
        reports += bytes + " ";
        page.awaitText(CONSOLE, "READY" + reports);
    }

    /** Several viewers have the same console, and one who comes late sees what was said before. */
    @Test
    void aLateViewerSeesWhatTheConsoleSaidBefore() throws Exception {
        try (Distribution started = Distribution.start("--web"); WebPage page = WebPage.open(started)) {
            page.awaitText(CONSOLE, "Type help for the commands");
            command(page, "in 3f9");
            page.awaitText(CONSOLE, "> in 3f9");
            try (WebPage late = WebPage.open(started)) {
                late.awaitText(CONSOLE, "> in 3f9");
                command(late, "in 3fa");
                page.awaitText(CONSOLE, "> in 3fa");
            }
        }
    }

    private static void command(WebPage page, String command) {
        page.type(CONSOLE, command, Keys.ENTER);
    }
}
