package org.backplane.display.web.internal;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import org.backplane.bus.host.HostConsoles;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;

/** The machine and its devices as JSON: what the shell's {@code devices} and {@code map} show, with the counters of this moment. */
final class MachineReport {
    private final Machine machine;
    private final HostConsoles consoles;

    MachineReport(Machine machine, HostConsoles consoles) {
        this.machine = machine;
        this.consoles = consoles;
    }

    /** The report; never waits for the machine. Addresses are hexadecimal texts: JSON's numbers are too short for them. */
    String text() {
        MachineDTO status = machine.status();
        JsonObjectBuilder report = Json.createObjectBuilder().add("machine", status.name).add("state", status.state)
                .add("nanos", status.nanos).add("instructions", status.instructions);
        JsonArrayBuilder slots = Json.createArrayBuilder();
        machine.slots().forEach(slot -> slots.add(slot(slot)));
        JsonArrayBuilder names = Json.createArrayBuilder();
        consoles.names().forEach(names::add);
        return report.add("slots", slots).add("consoles", names).build().toString();
    }

    private static JsonObjectBuilder slot(SlotDTO slot) {
        JsonArrayBuilder ranges = Json.createArrayBuilder();
        for (RangeDTO range : slot.ranges) {
            ranges.add(range(range));
        }
        return Json.createObjectBuilder().add("pid", slot.pid).add("state", slot.state).add("reason", slot.reason)
                .add("bundle", slot.bundle).add("version", slot.version).add("ranges", ranges);
    }

    private static JsonObjectBuilder range(RangeDTO range) {
        String address = range.space.equals("port") ? "%04x" : "%08x";
        return Json.createObjectBuilder().add("space", range.space).add("first", String.format(address, range.first))
                .add("last", String.format(address, range.last)).add("name", range.name).add("live", range.live)
                .add("direct", range.direct).add("reads", range.reads).add("writes", range.writes);
    }
}
