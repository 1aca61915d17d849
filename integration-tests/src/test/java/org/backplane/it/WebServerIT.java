package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server of --web without a browser: who gets in, and what is there without the option. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WebServerIT {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    /** Sends a request as it stands; gives the status line and what follows it as far as it comes at once. */
    private static String ask(int port, String path, String fields) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\n" + fields + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[2048];
            int count = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, count), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhoKnowsTheTokenIsLetIn(HostJava java) throws Exception {
        try (Distribution started = Distribution.startForInteractiveWork(java, "--web")) {
            URI address = URI.create(WebPage.address(started));
            int port = address.getPort();
            String host = "Host: 127.0.0.1:" + port + "\r\n";
            String token = address.getQuery().substring("token=".length());
            String cookie = "Cookie: backplane-" + port + "=" + token + "\r\n";

            assertThat(ask(port, "/", host)).startsWith("HTTP/1.1 403").contains("open the address with the token");
            assertThat(ask(port, "/?token=" + "0".repeat(32), host)).startsWith("HTTP/1.1 403").doesNotContain("Set-Cookie");
            assertThat(ask(port, "/bundles", host)).startsWith("HTTP/1.1 403");
            assertThat(ask(port, "/socket/screen", host + UPGRADE)).startsWith("HTTP/1.1 403");

            assertThat(ask(port, "/?token=" + token, host)).startsWith("HTTP/1.1 303").contains("Set-Cookie: backplane-" + port + "=");
            assertThat(ask(port, "/", host + cookie)).startsWith("HTTP/1.1 200").contains("frame-ancestors 'none'");
            assertThat(ask(port, "/web/../index.html", host + cookie)).doesNotStartWith("HTTP/1.1 200");

            String foreign = "Host: evil.example:" + port + "\r\n" + cookie;
            assertThat(ask(port, "/", foreign)).as("a name that was made to lead here").startsWith("HTTP/1.1 403");
            String origin = host + cookie + "Origin: http://evil.example\r\n";
            assertThat(ask(port, "/socket/screen", origin + UPGRADE)).as("another page").startsWith("HTTP/1.1 403");

            String socket = ask(port, "/socket/screen", host + cookie + "Origin: http://127.0.0.1:" + port + "\r\n" + UPGRADE);
            assertThat(socket).startsWith("HTTP/1.1 101");
            assertThat(ask(port, "/socket/nothing", host + cookie + UPGRADE)).startsWith("HTTP/1.1 404");
            assertThat(started.err().lines()).as("one line, the address").hasSize(1);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Distribution started = Distribution.start("--web", Integer.toString(taken.getLocalPort()))) {
            assertThat(started.awaitEnd()).isEqualTo(2);
            assertThat(started.err()).startsWith("backplane: --web: port " + taken.getLocalPort() + " cannot be had: ");
            assertThat(started.err().lines()).hasSize(1);
        }
    }

    @Test
    void withoutTheOptionThereIsNoServer() throws Exception {
        int port = Distribution.freePort();
        try (Distribution started = Distribution.start("--serial", "none", "--shell", "tcp:" + port);
                ShellPeer shell = ShellPeer.connect(port)) {
            assertThat(shell.type("lb")).contains("Gogo").doesNotContainIgnoringCase("jetty").doesNotContain("display-web");
        }
    }
}
