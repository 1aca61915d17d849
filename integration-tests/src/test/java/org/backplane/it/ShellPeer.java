package org.backplane.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Somebody who types into the shell on a port of the loopback interface. */
final class ShellPeer implements AutoCloseable {
    private static final String PROMPT = "pc> ";
    private static final int PATIENCE_MILLIS = 90_000;
    /** Until a guest has done something about a card. */
    private static final int LONG_PATIENCE_MILLIS = 120_000;

    private final Socket socket;

    private ShellPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        answer();
    }

    /** Connects, as soon as somebody listens, and waits for the first prompt. */
    static ShellPeer connect(int port) throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        for (;;) {
            try {
                return new ShellPeer(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (ConnectException e) {
                if (System.currentTimeMillis() > deadline) {
                    throw e;
                }
                Thread.sleep(10);
            }
        }
    }

    /** Types a line; gives what the shell prints until it prompts again. */
    String type(String line) throws IOException {
        say(line);
        return answer();
    }

    /** Types a line without looking at what comes of it. */
    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Types a command until its answer has something; gives the answer. */
    String await(String command, String expression) throws IOException, InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        long deadline = System.currentTimeMillis() + LONG_PATIENCE_MILLIS;
        String answer = type(command);
        while (!pattern.matcher(answer).find()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("no '" + expression + "' in: " + answer);
            }
            Thread.sleep(50);
            answer = type(command);
        }
        return answer;
    }

    /** Looks at the guest's screen, which may be half drawn, until it shows all of these texts; gives the screen. */
    String awaitScreen(String... texts) throws IOException, InterruptedException {
        return awaitScreen(PATIENCE_MILLIS, texts);
    }

    /** The same with a patience of its own. */
    String awaitScreen(long patienceMillis, String... texts) throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + patienceMillis;
        String screen = type("screen");
        while (!Stream.of(texts).allMatch(screen::contains)) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("not all of " + List.of(texts) + " on the screen:\n" + screen);
            }
            Thread.sleep(50);
            screen = type("screen");
        }
        return screen;
    }

    /** Waits until the processor has halted for good, which shows in its count of instructions; gives the count. */
    String awaitHalt() throws IOException {
        String count = instructions();
        for (String next = instructions(); !next.equals(count); next = instructions()) {
            count = next;
        }
        return count;
    }

    private String instructions() throws IOException {
        String status = type("status");
        if (!status.contains(" running, ")) {
            throw new AssertionError("the guest does not run: " + status);
        }
        return status.replaceFirst("(?s).* ([0-9]+) instructions.*", "$1");
    }

    private String answer() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.length() < PROMPT.length() || text.indexOf(PROMPT, text.length() - PROMPT.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the shell hung up after: " + text);
            }
            text.append((char) next);
        }
        return text.substring(0, text.length() - PROMPT.length()).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
