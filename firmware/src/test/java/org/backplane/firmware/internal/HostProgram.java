package org.backplane.firmware.internal;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** A program of the host that a test runs if it is installed. */
public final class HostProgram {
    /** After this time a program is killed; the test then fails by what is missing in its output. */
    private static final int LIMIT_SECONDS = 120;

    private HostProgram() {
    }

    /** What a program left behind. */
    public record Result(int status, String output) {
    }

    /** Skips the test unless the program can be started. */
    public static void assumeInstalled(String program, String harmlessOption) {
        boolean installed;
        try {
            run(List.of(program, harmlessOption), "", "");
            installed = true;
        } catch (IOException e) {
            installed = false;
        }
        Assumptions.assumeTrue(installed, program + " is not installed");
    }

    /**
     * Runs a program to its end.
     *
     * @param prompt the output after which the input is sent
     * @return its exit status and all it printed, with LF line ends
     */
    public static Result run(List<String> command, String prompt, String input) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, SECONDS).execute(process::destroyForcibly);
        try (InputStream in = process.getInputStream(); OutputStream out = process.getOutputStream()) {
            StringBuilder output = new StringBuilder();
            int next = 0;
            while (output.indexOf(prompt) < 0 && (next = in.read()) >= 0) {
                output.append((char) next);
            }
            if (next >= 0) {
                out.write(input.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                output.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
            return new Result(process.waitFor(), output.toString().replace("\r", ""));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + command, e);
        } finally {
            process.destroyForcibly();
        }
    }
}
