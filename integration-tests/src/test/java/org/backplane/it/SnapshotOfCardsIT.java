package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Linux is restored with cards that were plugged in while it ran, and with a network: the cards are in their slots again, the
 * guest's connections end, and its network goes on.
 */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class SnapshotOfCardsIT {
    private static final String SERIAL = "device-serial-pci";
    private static final String SERIAL_PID = "org.backplane.device.serial.pci";
    private static final String EDU = "device-edu";
    private static final String EDU_PID = "org.backplane.device.edu";
    private static final String TAKEN = "the guest has taken it in";
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    private HttpServer server;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** One file is short; the other one begins and does not end. */
    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/small", exchange -> answer(exchange, "from the host"));
        server.createContext("/endless", this::endless);
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        exchange.sendResponseHeaders(200, text.length());
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(new byte[4096]);
        body.flush();
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private String fetch(String file) {
        return "wget -q -O - http://10.0.2.2:" + server.getAddress().getPort() + "/" + file;
    }

    @Test
    void pluggedCardsAreInTheirSlotsAndTheNetworkGoesOnWithoutItsConnections() throws Exception {
        Path kernel = DebianLinux.kernel("686");
        Path disk = InitialRamDisk.of(kernel).network().write(directory.resolve("initrd.cpio"));
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        int line = Distribution.freePort();
        Files.writeString(plugins.resolve(SERIAL_PID + ".cfg"), "host = tcp:" + line + "\n");
        Path file = directory.resolve("cards.bpz");
        int port = Distribution.freePort();
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--kernel",
                DebianLinux.unpack(kernel, directory).toString(), "--initrd", disk.toString(), "--append",
                LinuxShell.KERNEL_OPTIONS, "--serial", "stdio", "--plugins", plugins.toString(), "--net", "user", "--shell",
                "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            plug(shell, plugins, SERIAL, SERIAL_PID);
            plug(shell, plugins, EDU, EDU_PID);
            linux.run("stty -F /dev/ttyS2 raw -echo 115200; (cat /dev/ttyS2 > /dev/ttyS2) 2> /dev/null & true");
            linux.run("ip link set lo up; ip link set eth0 up; udhcpc -i eth0 -n -q -s /bin/lease");
            linux.run("(" + fetch("endless") + " > /tmp/endless 2> /dev/null; echo ended > /tmp/ended) & true");
            assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the transfer begins").isTrue();
            linux.run("while [ ! -s /tmp/endless ]; do sleep 0.1; done");
            assertThat(shell.type("snapshot " + file)).startsWith(file.toString());
            shell.say("off");
            started.awaitEnd();
        }
        int next = Distribution.freePort();
        try (Distribution restored = Distribution.startForInteractiveWork("--restore", file.toString(), "--plugins",
                plugins.toString(), "--shell", "tcp:" + next); ShellPeer shell = ShellPeer.connect(next)) {
            LinuxShell linux = LinuxShell.restored(restored);
            networkGoesOn(linux);
            cardsAreThere(linux, shell, line);
            assertThat(linux.run("dmesg | grep -c -e 'BUG:' -e 'Oops' -e 'WARNING:' -e 'nobody cared' -e 'Unit Hang' || true"))
                    .as("the kernel has nothing to complain of").isEqualTo("0");
            assertThat(restored.err()).isEmpty();
        }
    }

    private static void plug(ShellPeer shell, Path plugins, String module, String pid) throws Exception {
        ProbeBundle.drop(Path.of("target", "bundles", module + ".jar"), plugins.resolve(module + ".jar"));
        shell.await("slots", " present +.*" + Pattern.quote(pid) + ".*" + TAKEN);
    }

    private void networkGoesOn(LinuxShell linux) throws Exception {
        assertThat(linux.run("for i in $(seq 600); do [ -s /tmp/ended ] && break; sleep 0.1; done; cat /tmp/ended"))
                .as("a program that waits for data hears that the connection is gone").isEqualTo("ended");
        assertThat(linux.run(fetch("small"))).as("with the address that it has").isEqualTo("from the host");
        assertThat(linux.run("udhcpc -i eth0 -n -q -r 10.0.2.15 -s /bin/true")).contains("lease of 10.0.2.15 obtained");
    }

    private static void cardsAreThere(LinuxShell linux, ShellPeer shell, int line) throws Exception {
        assertThat(shell.type("slots")).containsPattern(" present +.*" + SERIAL_PID).containsPattern(" present +.*" + EDU_PID);
        assertThat(linux.run("cat /sys/bus/pci/devices/*/device")).as("the identification of edu").contains("0x11e8");
        try (Socket cable = new Socket(InetAddress.getLoopbackAddress(), line)) {
            cable.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            byte[] sent = "there and back".getBytes(StandardCharsets.US_ASCII);
            cable.getOutputStream().write(sent);
            assertThat(cable.getInputStream().readNBytes(sent.length)).as("the port that was open echoes").isEqualTo(sent);
        }
    }
}
