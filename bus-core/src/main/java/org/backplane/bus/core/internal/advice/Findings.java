package org.backplane.bus.core.internal.advice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.backplane.bus.machine.FindingDTO;

/** The findings, each once and counted. Any thread may list them. */
final class Findings {
    static final int LIMIT = 1024;

    private final Map<Object, FindingDTO> findings = new LinkedHashMap<>();

    /**
     * Takes a finding.
     *
     * @param key         equal for what is the same finding
     * @param instruction linear address of the guest's instruction, or -1
     * @param first       makes it if it is new; all but the count and the instructions
     */
    synchronized void take(Object key, long instruction, Supplier<FindingDTO> first) {
        FindingDTO finding = findings.get(key);
        if (finding == null) {
            if (findings.size() == LIMIT) {
                return;
            }
            finding = first.get();
            finding.firstInstruction = instruction;
            findings.put(key, finding);
        }
        finding.count++;
        finding.lastInstruction = instruction;
    }

    /** A finding of which only the place is known. */
    static FindingDTO blank(String kind, String pid, String range, String space, long address, long offset) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.severity = "wrong";
        finding.pid = pid;
        finding.range = range;
        finding.space = space;
        finding.address = address;
        finding.offset = offset;
        finding.register = "";
        finding.linear = -1;
        finding.entry = "";
        finding.firstInstruction = -1;
        finding.lastInstruction = -1;
        return finding;
    }

    /** Copies of them, oldest first. */
    synchronized List<FindingDTO> list() {
        List<FindingDTO> copies = new ArrayList<>(findings.size());
        findings.values().forEach(finding -> copies.add(copy(finding)));
        return copies;
    }

    private static FindingDTO copy(FindingDTO from) {
        FindingDTO copy = new FindingDTO();
        copy.kind = from.kind;
        copy.severity = from.severity;
        copy.pid = from.pid;
        copy.range = from.range;
        copy.space = from.space;
        copy.address = from.address;
        copy.offset = from.offset;
        copy.width = from.width;
        copy.write = from.write;
        copy.register = from.register;
        copy.linear = from.linear;
        copy.entry = from.entry;
        copy.text = from.text;
        copy.advice = from.advice;
        copy.count = from.count;
        copy.firstInstruction = from.firstInstruction;
        copy.lastInstruction = from.lastInstruction;
        copy.nanos = from.nanos;
        return copy;
    }
}
