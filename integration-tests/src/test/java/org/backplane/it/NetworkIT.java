package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's kernel with its driver e1000 on a network with this host: addresses by DHCP, a file from a server of the host's, a
 * server in the guest through a forward, and the card's bundle updated while a file comes.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class NetworkIT {
    private static final int SMALL_BYTES = 2 << 20;
    private static final int REPLACEMENTS = 4;
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    private HttpServer server;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch replaced = new CountDownLatch(1);
    private MessageDigest streamed;
    private final byte[] small = new byte[SMALL_BYTES];

    /** The stream ends when the card has been replaced often enough. */
    @BeforeEach
    void serve() throws Exception {
        new Random(11).nextBytes(small);
        streamed = MessageDigest.getInstance("MD5");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/small", exchange -> {
            exchange.sendResponseHeaders(200, small.length);
            exchange.getResponseBody().write(small);
            exchange.close();
        });
        server.createContext("/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            stream(exchange.getResponseBody());
            exchange.close();
        });
        server.start();
    }

    /** What comes is different all the time, so that a loss or a repetition shows. */
    private void stream(OutputStream out) throws IOException {
        Random random = new Random(12);
        byte[] part = new byte[16 << 10];
        while (replaced.getCount() > 0) {
            random.nextBytes(part);
            streamed.update(part);
            out.write(part);
            begun.countDown();
        }
    }

    @AfterEach
    void stop() {
        replaced.countDown();
        server.stop(0);
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private String fetch(String file) {
        return "wget -q -O - http://10.0.2.2:" + server.getAddress().getPort() + "/" + file + " | md5sum | cut -d' ' -f1";
    }

    @Test
    void aLinuxGuestReachesItsHostAndIsReached() throws Exception {
        Path kernel = DebianLinux.kernel("686");
        Path disk = InitialRamDisk.of(kernel).network().write(directory.resolve("initrd.cpio"));
        int port = Distribution.freePort();
        int forward = Distribution.freePort();
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--kernel",
                DebianLinux.unpack(kernel, directory).toString(), "--initrd", disk.toString(), "--append",
                LinuxShell.KERNEL_OPTIONS, "--serial", "stdio", "--shell", "tcp:" + port, "--net",
                "user,forward=tcp:" + forward + "-:80"); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            linux.run("ip link set lo up; ip link set eth0 up");
            assertThat(linux.run("udhcpc -i eth0 -n -q -s /bin/lease")).contains("lease of 10.0.2.15 obtained");
            assertThat(linux.run("ip addr show eth0")).contains("10.0.2.15/24");
            assertThat(linux.run("ping -c 2 10.0.2.2")).contains("2 packets received");

            assertThat(linux.run(fetch("small"))).as("the file from the host").isEqualTo(md5(small));
            guestServes(linux, forward);
            assertThat(shell.type("net")).contains("82540EM").contains("up").contains("forward  tcp:127.0.0.1:" + forward);
            transferAcrossAnUpdate(linux, shell);
            assertThat(linux.run("dmesg | grep -c -e 'BUG:' -e Oops -e 'Unit Hang' -e 'transmit queue' || true"))
                    .isEqualTo("0");
        }
    }

    private void guestServes(LinuxShell linux, int forward) throws Exception {
        linux.run("mkdir /www; dd if=/dev/urandom of=/www/file bs=1k count=512 2>/dev/null; httpd -h /www");
        byte[] body;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), forward)) {
            client.getOutputStream().write("GET /file HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body = client.getInputStream().readAllBytes();
        }
        int head = new String(body, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        byte[] file = Arrays.copyOfRange(body, head, body.length);
        assertThat(file).hasSize(512 << 10);
        assertThat(linux.run("md5sum /www/file | cut -d' ' -f1")).as("the file to the host").isEqualTo(md5(file));
    }

    /** The stream begins before the first replacement and ends after the last one. */
    private void transferAcrossAnUpdate(LinuxShell linux, ShellPeer shell) throws Exception {
        linux.run("(" + fetch("stream") + " >/sum; echo $? >/status) >/dev/null 2>&1 & :");
        assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the transfer begins").isTrue();
        for (int i = 1; i <= REPLACEMENTS; i++) {
            replaceCard(shell, i);
        }
        replaced.countDown();
        assertThat(linux.run("for i in $(seq 100); do [ -s /status ] && break; sleep 1; done; cat /sum"))
                .as("what came across the replacements").isEqualTo(HexFormat.of().formatHex(streamed.digest()));
        assertThat(shell.type("net")).as("no frame is dropped by the card").containsPattern("82540EM .* 0\\R");
    }

    /** Updates the card's bundle in place, and waits until its new revision goes on where the old one was. */
    private static void replaceCard(ShellPeer shell, int count) throws Exception {
        Matcher id = Pattern.compile("(\\d+)\\|Active[^\\n]*org\\.backplane\\.device\\.e1000 ").matcher(shell.type("lb -s"));
        assertThat(id.find()).as("the bundle of the card").isTrue();
        shell.type("update " + id.group(1) + " " + Path.of("target", "bundles", "device-e1000.jar").toUri());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Pattern swapped = Pattern.compile("device\\.e1000 .* swapped ");
        for (String swaps = shell.type("swap"); swapped.matcher(swaps).results().count() < count; swaps = shell.type("swap")) {
            assertThat(System.nanoTime()).as("no replacement in time: %s", swaps).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
