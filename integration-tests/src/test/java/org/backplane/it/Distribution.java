package org.backplane.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The distribution as its users start it: a process, what it says, and the status with which it ends. */
final class Distribution implements AutoCloseable {
    static final Path JAR = Path.of("..", "launcher", "target", "backplane.jar");
    private static final int PATIENCE_SECONDS = 90;

    private final Process process;
    private final Text out;
    private final Text err;

    private Distribution(Process process) {
        this.process = process;
        this.out = new Text(process.getInputStream());
        this.err = new Text(process.getErrorStream());
    }

    /** Starts it for a short time: with the compiler that has little to do. It finds the end of its standard input. */
    static Distribution start(String... options) throws IOException {
        return withoutInput(start(List.of("-XX:TieredStopAtLevel=1"), options));
    }

    /** Starts it for a short time and keeps its standard input open: {@link #type} writes there. */
    static Distribution startInteractive(String... options) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1"), options);
    }

    /** Starts it for a guest that works hard. */
    static Distribution startForWork(String... options) throws IOException {
        return withoutInput(start(List.of(), options));
    }

    /** Starts it for a guest that works hard while Flight Recorder records some events, and nothing else, into a file. */
    static Distribution startRecording(Path recording, Path settings, String... options) throws IOException {
        return withoutInput(start(List.of("-XX:StartFlightRecording:filename=" + recording + ",settings=" + settings,
                "-Xlog:jfr*=off"), options));
    }

    /** Starts it for a guest that works hard and reads its standard input. */
    static Distribution startForInteractiveWork(String... options) throws IOException {
        return start(List.of(), options);
    }

    /** The same on another Java. */
    static Distribution startForInteractiveWork(HostJava host, String... options) throws IOException {
        return start(host, List.of(), options);
    }

    /** Starts it by a copy of its script, with options for Java besides the script's own. */
    static Distribution startByScript(Path script, HostJava host, String java, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", host.home().toString());
        builder.environment().put("BACKPLANE_JAVA_OPTIONS", java);
        return withoutInput(new Distribution(builder.start()));
    }

    private static Distribution start(List<String> java, String... options) throws IOException {
        return start(HostJava.OF_TESTS, java, options);
    }

    private static Distribution start(HostJava host, List<String> java, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(host.home().resolve("bin/java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(java);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(options));
        return new Distribution(new ProcessBuilder(command).start());
    }

    private static Distribution withoutInput(Distribution started) throws IOException {
        started.process.getOutputStream().close();
        return started;
    }

    /** Types a line and a carriage return. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\r").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /** A port of the loopback interface that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    /** Waits until the process ends. */
    int awaitEnd() throws InterruptedException {
        return awaitEnd(PATIENCE_SECONDS);
    }

    /** The same with a patience of its own. */
    int awaitEnd(int patienceSeconds) throws InterruptedException {
        if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end; it said: " + out + err);
        }
        out.join();
        err.join();
        return process.exitValue();
    }

    /** Waits until standard output holds a text. */
    void awaitOutput(String text) throws InterruptedException {
        await(text, said -> said.contains(text));
    }

    /** The same with a patience of its own. */
    void awaitOutput(String text, int position, int patienceSeconds) throws InterruptedException {
        await(text, said -> said.indexOf(text, position) >= 0, patienceSeconds);
    }

    /** Waits until standard output holds a text at this position or behind it. */
    void awaitOutput(String text, int position) throws InterruptedException {
        await(text, said -> said.indexOf(text, position) >= 0);
    }

    /** Waits until a regular expression is found in standard output at this position or behind it. */
    void awaitMatch(String expression, int position, int patienceSeconds) throws InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        await(expression, said -> pattern.matcher(said).find(position), patienceSeconds);
    }

    /** Waits until all of standard output matches a regular expression. */
    void awaitMatch(String expression) throws InterruptedException {
        await(expression, said -> said.matches(expression));
    }

    private void await(String what, Predicate<String> condition) throws InterruptedException {
        await(what, condition, PATIENCE_SECONDS);
    }

    private void await(String what, Predicate<String> condition, int patienceSeconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (!condition.test(out.toString())) {
            if (System.nanoTime() > deadline || !process.isAlive() && out.ended() && !condition.test(out.toString())) {
                throw new AssertionError("no '" + what + "' in what it said: " + out + err);
            }
            Thread.sleep(5);
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Ends the process if it still runs. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** What arrives on a stream, read by a thread of its own so that the process is never held up. */
    private static final class Text {
        private final StringBuilder text = new StringBuilder();
        private final Thread reader;

        Text(InputStream in) {
            reader = new Thread(() -> read(in), "reader");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream in) {
            byte[] bytes = new byte[4096];
            try {
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                append(""); // The process was ended, and its stream with it.
            }
        }

        private synchronized void append(String more) {
            text.append(more);
        }

        boolean ended() {
            return !reader.isAlive();
        }

        void join() throws InterruptedException {
            reader.join();
        }

        @Override
        public synchronized String toString() {
            return text.toString();
        }
    }
}
