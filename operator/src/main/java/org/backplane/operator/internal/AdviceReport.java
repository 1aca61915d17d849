package org.backplane.operator.internal;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.backplane.bus.machine.FindingDTO;

/** What the advisor found in a run, as JSON. The format is described in {@code docs/advice.md}. */
final class AdviceReport {
    private static final int VERSION = 1;

    private final List<FindingDTO> findings;

    AdviceReport(List<FindingDTO> findings) {
        this.findings = findings;
    }

    /** How many findings there are that can fail on real hardware. */
    long wrong() {
        return findings.stream().filter(finding -> finding.severity.equals("wrong")).count();
    }

    void write(Path file) throws IOException {
        Files.writeString(file, json(), StandardCharsets.UTF_8);
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.createGeneratorFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createGenerator(text)) {
            json.writeStartObject().write("version", VERSION).writeStartArray("findings");
            findings.forEach(finding -> write(json, finding));
            json.writeEnd().writeEnd();
        }
        return text.toString().strip() + "\n";
    }

    private static void write(JsonGenerator json, FindingDTO finding) {
        json.writeStartObject().write("kind", finding.kind).write("severity", finding.severity).write("device", finding.pid);
        if (!finding.space.isEmpty()) {
            json.write("range", finding.range).write("space", finding.space).write("address", hex(finding.address))
                    .write("offset", hex(finding.offset));
        }
        if (finding.width != 0) {
            json.write("access", finding.write ? "write" : "read").write("width", finding.width);
        }
        if (!finding.register.isEmpty()) {
            json.write("register", finding.register);
        }
        if (finding.linear >= 0) {
            json.write("linear", hex(finding.linear)).write("entry", finding.entry);
        }
        json.write("text", finding.text).write("advice", finding.advice).write("count", finding.count);
        if (finding.firstInstruction >= 0) {
            json.write("first", hex(finding.firstInstruction)).write("last", hex(finding.lastInstruction));
        }
        json.write("nanos", finding.nanos).writeEnd();
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
