package org.backplane.it;

import java.io.IOException;

/** The distribution with the monitor ROM as its guest, on standard input and output: somebody types its commands. */
final class Monitor implements AutoCloseable {
    private static final String PROMPT = "\r\n> ";
    private static final int PATIENCE_MILLIS = 60_000;

    private final Distribution started;
    private int seen;

    private Monitor(Distribution started) throws InterruptedException {
        this.started = started;
        answer();
    }

    /** Starts it and waits for the first prompt. */
    static Monitor start(String... options) throws IOException, InterruptedException {
        Distribution started = Distribution.startInteractive(options);
        try {
            return new Monitor(started);
        } catch (AssertionError e) {
            started.close();
            throw e;
        }
    }

    /** Types a command; gives what is printed until the next prompt, without the command. */
    String type(String command) throws IOException, InterruptedException {
        started.type(command);
        String answer = answer();
        if (!answer.startsWith(command)) {
            throw new AssertionError("'" + command + "' was not echoed: " + answer);
        }
        return answer.substring(command.length()).strip();
    }

    private String answer() throws InterruptedException {
        int start = seen;
        started.awaitOutput(PROMPT, start);
        String all = started.out();
        int end = all.indexOf(PROMPT, start);
        seen = end + PROMPT.length();
        return all.substring(start, end).replace("\r", "");
    }

    /** Types a command again and again until it has this answer. */
    void awaitAnswer(String command, String answer) throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        for (String last = type(command); !last.equals(answer); last = type(command)) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError(command + " answers " + last + " for ever, not " + answer);
            }
            Thread.sleep(10);
        }
    }

    String out() {
        return started.out();
    }

    String err() {
        return started.err();
    }

    @Override
    public void close() throws InterruptedException {
        started.close();
    }
}
