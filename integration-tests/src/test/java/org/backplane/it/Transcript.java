package org.backplane.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session with the shell as a document shows it: what is typed after the prompt, and lines that the answer holds, columns of any width. */
final class Transcript {
    private static final Pattern BLOCK = Pattern.compile("```text\n(pc> .*?)```", Pattern.DOTALL);
    private static final String PROMPT = "pc> ";
    /** What may be typed again until the answer is right, because it changes nothing. */
    private static final Pattern LOOKS_ONLY = Pattern.compile("(pci|peek|map)\\b.*");

    private final List<Exchange> exchanges = new ArrayList<>();

    private record Exchange(String typed, List<String> expected) {
        boolean answeredBy(String answer) {
            return expected.stream().allMatch(line -> answer.lines().anyMatch(said -> columns(said).equals(line)));
        }
    }

    private Transcript(String block) {
        for (String line : block.lines().toList()) {
            if (line.startsWith(PROMPT)) {
                exchanges.add(new Exchange(line.substring(PROMPT.length()), new ArrayList<>()));
            } else if (!line.isBlank() && !line.equals("...")) {
                exchanges.get(exchanges.size() - 1).expected.add(columns(line));
            }
        }
    }

    private static String columns(String line) {
        return line.strip().replaceAll(" +", " ");
    }

    /** The sessions of a document, in order. */
    static List<Transcript> of(Path document) throws IOException {
        List<Transcript> found = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(Files.readString(document)); block.find();) {
            found.add(new Transcript(block.group(1)));
        }
        return found;
    }

    /** Types it, and fails where the shell answers something else than the document says. */
    void replay(ShellPeer shell) throws IOException, InterruptedException {
        for (Exchange exchange : exchanges) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            String answer = shell.type(exchange.typed);
            while (!exchange.answeredBy(answer)) {
                if (System.nanoTime() > deadline || !LOOKS_ONLY.matcher(exchange.typed).matches()) {
                    throw new AssertionError("'" + exchange.typed + "' answers\n" + answer + "\ninstead of\n" + exchange.expected);
                }
                Thread.sleep(20);
                answer = shell.type(exchange.typed);
            }
        }
    }
}
