package org.backplane.shell.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandProcessor;

/** The shell on a port of the loopback interface, for several peers at once. A peer's end is the end of its session only. */
final class TcpConsole implements AutoCloseable {
    private static final int BACKLOG = 8;

    private final CommandProcessor processor;
    private final BooleanSupplier ready;
    private final ServerSocket server;
    private final Set<Socket> peers = ConcurrentHashMap.newKeySet();

    TcpConsole(CommandProcessor processor, BooleanSupplier ready, int port) throws IOException {
        this.processor = processor;
        this.ready = ready;
        this.server = listen(port);
        start(this::accept, "backplane-shell-" + server.getLocalPort());
    }

    private static ServerSocket listen(int port) throws IOException {
        try {
            return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IOException("tcp:" + port + ": cannot listen: " + e.getMessage(), e);
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                peers.add(peer);
                start(() -> serve(peer), "backplane-shell-peer");
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("backplane: the shell cannot accept a connection: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket peer) {
        try (peer; PrintStream out = new PrintStream(peer.getOutputStream(), true, StandardCharsets.UTF_8);
                CommandLoop loop = new CommandLoop(processor, ready, peer.getInputStream(), out)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
            loop.run(() -> {
                out.print(CommandLoop.prompt());
                out.flush();
                return in.readLine();
            });
        } catch (IOException e) {
            // The peer has gone in the middle of a line; there is nobody to tell.
        } finally {
            peers.remove(peer);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket peer : peers) {
            peer.close();
        }
    }
}
