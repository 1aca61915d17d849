package org.backplane.shell.internal;

import java.util.List;
import java.util.StringJoiner;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.ExplanationDTO;
import org.backplane.bus.machine.FindingDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciWindowDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the author of a driver asks: what did I do wrong, and what is at this address? */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = {"advice", "explain"})
public final class AdviceCommands implements CommandSet {
    private static final String PORT = "port:";
    private static final String PHYSICAL = "phys:";

    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine the machine that is asked
     */
    @Activate
    public AdviceCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Lists the findings. */
    @Descriptor("lists what the guest did that real hardware would punish, and what it should have done")
    public String advice() {
        List<FindingDTO> findings = machine.advice();
        if (findings.isEmpty()) {
            return "nothing was found";
        }
        StringJoiner text = new StringJoiner("\n\n");
        findings.forEach(finding -> text.add(describe(finding)));
        return text.toString();
    }

    private static String describe(FindingDTO finding) {
        StringJoiner text = new StringJoiner("\n");
        text.add(finding.kind + ", " + finding.severity + times(finding));
        text.add("  where   " + where(finding));
        text.add("  what    " + finding.text);
        if (!finding.entry.isEmpty()) {
            text.add("  blame   " + finding.entry);
        }
        return text.add("  should  " + finding.advice).toString();
    }

    private static String times(FindingDTO finding) {
        if (finding.count == 0) {
            return "";
        }
        return ", " + (finding.count == 1 ? "once" : finding.count + " times") + from(finding);
    }

    private static String from(FindingDTO finding) {
        if (finding.firstInstruction < 0) {
            return "";
        }
        return String.format(finding.count == 1 ? ", from %08x" : ", first from %08x, last from %08x", finding.firstInstruction,
                finding.lastInstruction);
    }

    private static String where(FindingDTO finding) {
        if (finding.space.isEmpty()) {
            return finding.pid;
        }
        return finding.pid + "/" + finding.range + String.format("+%x, ", finding.offset) + finding.space + ":"
                + Hex.address(finding.space, finding.address)
                + (finding.linear < 0 ? "" : String.format(", mapped at %08x", finding.linear));
    }

    /** Explains an address. */
    @Descriptor("tells what is between an address and a register: explain LINEAR, explain phys:PHYSICAL or explain port:PORT")
    public String explain(String address) {
        if (address.startsWith(PORT)) {
            return describe(machine.explain("port", Hex.parse(address.substring(PORT.length()))));
        }
        if (address.startsWith(PHYSICAL)) {
            return describe(machine.explain("memory", Hex.parse(address.substring(PHYSICAL.length()))));
        }
        return describe(machine.explain("linear", Hex.parse(address)));
    }

    private static String describe(ExplanationDTO explanation) {
        StringJoiner text = new StringJoiner("\n");
        if (explanation.translation != null) {
            translation(explanation.translation, text);
        }
        if (explanation.address == -1) {
            return text.add("physical  none: the page is not present").toString();
        }
        text.add((explanation.space.equals("port") ? "port      " : "physical  ")
                + Hex.address(explanation.space, explanation.address));
        for (PciDecodeDTO decode : explanation.decodes) {
            decode(decode, text);
        }
        if (explanation.width == 0) {
            text.add("range     none: reads give all ones, writes are lost");
        }
        for (int i = 0; i < explanation.ranges.length; i++) {
            range(explanation, explanation.ranges[i], i == 0 && explanation.width != 0, text);
        }
        return text.toString();
    }

    private static void translation(TranslationDTO translation, StringJoiner text) {
        text.add(String.format("linear    %08x", translation.linear));
        for (PageEntryDTO entry : translation.entries) {
            text.add(String.format("%-9s at %08x = %08x %s", entry.name, entry.address, entry.value, entry.bits));
        }
        if (!translation.type.isEmpty()) {
            text.add("type      " + translation.type + " (" + translation.typeFrom + ")");
        }
    }

    private static void decode(PciDecodeDTO decode, StringJoiner text) {
        for (PciWindowDTO window : decode.bridges) {
            text.add("bridge    " + window.bridge + ": " + window.windows + (window.passes ? "" : "; it does not forward this"));
        }
        text.add(String.format("BAR       %s of %s, %x-%x, command register %04x%s", decode.range, decode.pid, decode.first,
                decode.last, decode.command, decode.enabled ? "" : ": not decoded"));
    }

    private static void range(ExplanationDTO explanation, RangeDTO range, boolean answers, StringJoiner text) {
        String extent = Hex.address(range.space, range.first) + "-" + Hex.address(range.space, range.last);
        text.add((answers ? "range     " : range.live ? "  below   " : "  parked  ") + range.name + " " + extent + " of " + range.pid
                + (range.bundle.isEmpty() ? "" : ", " + range.bundle + " " + range.version)
                + (range.type.isEmpty() ? "" : ", wants " + range.type));
        if (answers) {
            text.add(String.format("offset    %x", explanation.offset));
            for (String register : explanation.registers) {
                text.add("register  " + register);
            }
            text.add("value     " + Hex.value(explanation.value, explanation.width));
        }
    }
}
