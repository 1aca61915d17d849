package org.backplane.shell.internal;

import java.util.List;
import java.util.StringJoiner;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.AccessDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.QuarantineDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What devices did wrong, and how they come back. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = {"quarantine", "release"})
public final class QuarantineCommands implements CommandSet {
    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine the machine that the commands operate
     */
    @Activate
    public QuarantineCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Lists the misdeeds, or shows the report on one. */
    @Descriptor("lists the slots whose devices misbehaved, or shows the whole report on one: quarantine [SLOT]")
    public String quarantine(String... slot) {
        List<QuarantineDTO> reports = machine.quarantine();
        if (slot.length > 0) {
            return reports.stream().filter(report -> report.pid.equals(slot[0])).findFirst()
                    .map(QuarantineCommands::show)
                    .orElseThrow(() -> new IllegalArgumentException("nothing is known against a slot '" + slot[0] + "'"));
        }
        Table table = new Table("SLOT", "STATE", "COUNT", "TIME", "INSTRUCTION", "ACCESS", "WHAT");
        for (QuarantineDTO report : reports) {
            table.row(report.pid, report.state, report.count, time(report), instruction(report),
                    report.access == null ? "" : access(report.access), report.text);
        }
        return table.toString();
    }

    private static String show(QuarantineDTO report) {
        StringJoiner text = new StringJoiner("\n");
        text.add(report.pid + " of " + report.bundle + " " + report.version + " is " + report.state + ", quarantined "
                + report.count + (report.count == 1 ? " time" : " times"));
        text.add("what        " + report.misdeed + ": " + report.text);
        text.add("when        " + time(report) + " s of virtual time");
        text.add("instruction " + instruction(report));
        text.add("access      " + (report.access == null ? "none" : access(report.access)));
        text.add("the last accesses to the slot, oldest first");
        for (AccessDTO access : report.last) {
            text.add("  " + access(access));
        }
        for (String line : report.trace) {
            text.add(line);
        }
        return text.toString();
    }

    private static String time(QuarantineDTO report) {
        return String.format("%.6f", report.nanos / 1e9);
    }

    private static String instruction(QuarantineDTO report) {
        return report.instruction < 0 ? "none" : String.format("%08x", report.instruction);
    }

    private static String access(AccessDTO access) {
        String value = access.write || access.returned ? " " + Hex.value(access.value, access.width) : "";
        return (access.write ? "write " : "read ") + access.width + " " + access.space + ":"
                + Hex.address(access.space, access.address) + value + (access.returned ? "" : " (no answer)");
    }

    /** Puts a device back. */
    @Descriptor("puts a quarantined device back, in its power-on state: release SLOT")
    public String release(String slot) {
        machine.release(slot);
        return machine.slots().stream().filter(any -> any.pid.equals(slot)).findFirst()
                .map(now -> slot + " is " + now.state + (now.reason.isEmpty() ? "" : ": " + now.reason))
                .orElse("");
    }
}
