package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * iPXE in the network card's expansion ROM: SeaBIOS finds and runs it, and it boots what DHCP names, a script that fetches a kernel
 * and a RAM disk from a web server of this host.
 */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class IpxeIT {
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path ROM = Path.of("/usr/lib/ipxe/qemu/pxe-e1000.rom");
    private static final String CARD = "/sys/bus/pci/devices/0000:00:03.0";
    private static final long PATIENCE_MILLIS = 180_000;
    private static final String LEASE = """
            #!/bin/sh
            [ "$1" = bound ] && echo "$siaddr $boot_file"
            exit 0
            """;

    @TempDir
    Path directory;

    private HttpServer server;
    private String url;
    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch looked = new CountDownLatch(1);

    @BeforeEach
    void serve() throws IOException {
        assumeTrue(Files.isReadable(SEABIOS), "there is no " + SEABIOS + "; the package seabios has it");
        assumeTrue(Files.isReadable(ROM), "there is no " + ROM + "; the package ipxe-qemu has it");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://10.0.2.2:" + server.getAddress().getPort();
        server.start();
    }

    @AfterEach
    void stop() {
        looked.countDown();
        if (server != null) {
            server.stop(0);
        }
    }

    private void serve(String file, byte[] contents) {
        server.createContext(file, exchange -> answer(exchange, contents));
    }

    private void answer(HttpExchange exchange, byte[] contents) throws IOException {
        synchronized (asked) {
            asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("User-Agent").replaceAll("/.*", ""));
        }
        exchange.sendResponseHeaders(200, contents.length);
        exchange.getResponseBody().write(contents);
        exchange.close();
    }

    /** The kernel is held back until somebody has looked at the screen. */
    private void serveKernel(byte[] contents) {
        server.createContext("/vmlinuz", exchange -> {
            try {
                looked.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, contents);
        });
    }

    @Test
    void aKernelAndItsRamDiskComeFromTheHost() throws Exception {
        Path kernel = DebianLinux.kernel("686");
        Path ramDisk = InitialRamDisk.of(kernel).load("e1000").file("bin/lease", LEASE.getBytes(StandardCharsets.US_ASCII))
                .write(directory.resolve("initrd.cpio"));
        serve("/boot.ipxe", ("#!ipxe\necho The script came to ${ip} as ${filename}\nkernel " + url + "/vmlinuz?station=${mac} "
                + LinuxShell.KERNEL_OPTIONS + " from=ipxe\ninitrd " + url + "/initrd\nboot\n").getBytes(StandardCharsets.US_ASCII));
        serveKernel(Files.readAllBytes(kernel));
        serve("/initrd", Files.readAllBytes(ramDisk));
        int port = Distribution.freePort();
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--rom",
                SEABIOS.toString(), "--serial", "stdio", "--shell", "tcp:" + port, "--net",
                "user,rom=" + ROM + ",bootfile=" + url + "/boot.ipxe"); ShellPeer shell = ShellPeer.connect(port)) {
            shell.awaitScreen(PATIENCE_MILLIS, "using 82540em on 0000:00:03.0", "The script came to 10.0.2.15 as " + url);
            looked.countDown();
            LinuxShell linux = LinuxShell.boot(started);
            String station = linux.run("cat " + CARD + "/net/eth0/address").replace(":", "%3A");
            synchronized (asked) {
                assertThat(asked).containsExactly("/boot.ipxe iPXE", "/vmlinuz?station=" + station + " iPXE", "/initrd iPXE");
            }
            assertThat(linux.run("cat /proc/cmdline")).contains("from=ipxe");
            theCardIsAsANewOne(linux);
            assertThat(started.err()).isEmpty();
        }
    }

    /** The kernel's driver takes it over, and the expansion ROM is to be read. */
    private void theCardIsAsANewOne(LinuxShell linux) throws Exception {
        linux.run("ip link set eth0 up");
        assertThat(linux.run("udhcpc -i eth0 -n -q -s /bin/lease")).contains("10.0.2.2 " + url + "/boot.ipxe");
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(ROM)));
        assertThat(linux.run("echo 1 >" + CARD + "/rom; md5sum <" + CARD + "/rom")).startsWith(sum);
    }
}
