package org.backplane.device.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * What the kit found out about a device. It holds nothing that differs from run to run, so that it can be compared.
 *
 * @param device   the device: the name of its component
 * @param level    the level of the kit, which rises when checks are added or become stricter
 * @param findings one for each check, in the kit's order
 */
public record Report(String device, int level, List<Finding> findings) {
    /**
     * Those with a verdict.
     *
     * @param verdict the verdict
     * @return the names of the checks, in the kit's order
     */
    public List<String> checks(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).map(Finding::check).toList();
    }

    /**
     * What came of a check.
     *
     * @param check its name
     * @return the finding
     */
    public Finding finding(String check) {
        return findings.stream().filter(finding -> finding.check().equals(check)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no check '" + check + "'"));
    }

    /**
     * The report for people.
     *
     * @return lines
     */
    public String text() {
        StringBuilder text = new StringBuilder(device + ": device-tck level " + level + ", "
                + checks(Verdict.PASSED).size() + " passed, " + checks(Verdict.FAILED).size() + " failed, "
                + checks(Verdict.NOT_CLAIMED).size() + " not claimed, " + checks(Verdict.NOT_JUDGED).size() + " not judged\n");
        for (Finding finding : findings) {
            text.append("  ").append(finding).append('\n');
            if (!finding.reproducer().isEmpty()) {
                text.append(finding.reproducer().indent(4));
            }
        }
        return text.toString();
    }

    /**
     * The report for machines.
     *
     * @return a JSON object: {@code device}, {@code level}, {@code checks} with {@code check}, {@code verdict},
     *         {@code property}, {@code reason} and {@code reproducer}
     */
    public String json() {
        return findings.stream().map(finding -> "    {\"check\": " + quoted(finding.check())
                        + ", \"verdict\": " + quoted(finding.verdict().text())
                        + ", \"property\": " + quoted(finding.property()) + ", \"reason\": " + quoted(finding.reason())
                        + ", \"reproducer\": " + quoted(finding.reproducer()) + "}")
                .collect(Collectors.joining(",\n", "{\n  \"device\": " + quoted(device) + ",\n  \"level\": " + level
                        + ",\n  \"checks\": [\n", "\n  ]\n}\n"));
    }

    /**
     * Writes {@code DEVICE.txt} and {@code DEVICE.json}.
     *
     * @param folder where to; made if it is not there
     * @throws IOException if the files cannot be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(device + ".txt"), text());
        Files.writeString(folder.resolve(device + ".json"), json());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
