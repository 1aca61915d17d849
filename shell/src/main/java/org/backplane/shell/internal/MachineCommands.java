package org.backplane.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.EventDTO;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.machine.UntouchedDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of the scope {@code pc}. Numbers are hexadecimal; what a command prints is its value, so that commands can
 * be combined. A wrong argument gives one line.
 */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = {"devices", "map", "in", "out", "peek", "poke", "regs", "stop", "cont", "step", "dis",
    "untouched", "events", "swap", "status", "reset", "off"})
public final class MachineCommands implements CommandSet {
    private static final int LISTED = 10;

    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine the machine that the commands operate
     */
    @Activate
    public MachineCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Lists the slots. */
    @Descriptor("lists the slots and what sits in them")
    public String devices() {
        Table table = new Table("SLOT", "STATE", "BUNDLE", "RANGES", "PINS");
        for (SlotDTO slot : machine.slots()) {
            String bundle = slot.bundle.isEmpty() ? "" : slot.bundle + " " + slot.version;
            table.row(slot.pid, slot.state + (slot.reason.isEmpty() ? "" : ": " + slot.reason), bundle,
                    ranges(slot.ranges), pins(slot));
        }
        return table.toString();
    }

    private static String ranges(RangeDTO[] ranges) {
        StringJoiner text = new StringJoiner(" ");
        for (RangeDTO range : ranges) {
            text.add(range.space + ":" + extent(range));
        }
        return text.toString();
    }

    private static String extent(RangeDTO range) {
        return Hex.address(range.space, range.first) + "-" + Hex.address(range.space, range.last);
    }

    private static String pins(SlotDTO slot) {
        StringJoiner text = new StringJoiner(" ");
        Arrays.stream(slot.drives).forEach(pin -> text.add(pin.replace("=", ">")));
        Arrays.stream(slot.senses).forEach(pin -> text.add(pin.replace("=", "<")));
        return text.toString();
    }

    /** Lists the ranges of both spaces. */
    @Descriptor("lists the ranges of both spaces: who answers, and how often it did")
    public String map() {
        Table table = new Table("RANGE", "PRIO", "ACCESS", "WIDTHS", "TYPE", "NAME", "DEVICE", "BUNDLE", "READS", "WRITES");
        String space = "";
        for (RangeDTO range : machine.ranges()) {
            if (!range.space.equals(space)) {
                space = range.space;
                table.row(space, "", "", "", "", "", "", "", "", "");
            }
            table.row("  " + extent(range), range.priority, range.live ? range.access : "parked",
                    widths(range), range.type, range.name, range.pid, range.bundle + " " + range.version,
                    range.direct ? "direct" : range.reads, range.direct ? "direct" : range.writes);
        }
        return table.toString();
    }

    private static String widths(RangeDTO range) {
        return range.valid.equals(range.implemented) ? range.valid : range.valid + ">" + range.implemented;
    }

    /** Reads a port. */
    @Descriptor("reads a port, with side effects: in PORT [WIDTH]")
    public String in(String port, String... width) {
        int bytes = width(width, 1);
        return access(() -> machine.ports().read(Hex.parse(port), bytes), bytes);
    }

    /** Writes a port. */
    @Descriptor("writes a port: out PORT VALUE [WIDTH]")
    public void out(String port, String value, String... width) {
        int bytes = width(width, 1);
        long number = Hex.parse(value);
        machine.call(() -> {
            machine.ports().write(Hex.parse(port), bytes, number);
            return null;
        });
    }

    /** Reads physical memory without side effects. */
    @Descriptor("shows physical memory without side effects: peek ADDRESS [COUNT [WIDTH]]")
    public String peek(String address, String... arguments) {
        long first = Hex.parse(address);
        int bytes = arguments.length == 0 ? 16 : Math.toIntExact(Hex.parse(arguments[0]));
        int width = width(Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length), 1);
        return machine.call(() -> dump(machine.memory(), first, bytes, width));
    }

    /** Bytes in the order of memory; the width matters for registers that answer no other. */
    private static String dump(AddressSpace memory, long first, int bytes, int width) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < bytes; row += 16) {
            StringBuilder characters = new StringBuilder();
            text.append(Hex.address("memory", first + row)).append(' ');
            for (int i = row; i < Math.min(row + 16, bytes); i++) {
                int b = (int) (memory.peek(first + i / width * width, width) >>> 8 * (i % width)) & 0xFF;
                text.append(String.format(" %02x", b));
                characters.append(b >= 0x20 && b < 0x7F ? (char) b : '.');
            }
            text.append("   ".repeat(Math.max(0, row + 16 - bytes))).append("  ").append(characters).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** Writes physical memory. */
    @Descriptor("writes physical memory: poke ADDRESS VALUE [WIDTH]")
    public void poke(String address, String value, String... width) {
        int bytes = width(width, 4);
        long number = Hex.parse(value);
        machine.call(() -> {
            machine.memory().write(Hex.parse(address), bytes, number);
            return null;
        });
    }

    private String access(Callable<Long> read, int width) {
        return Hex.value(machine.call(read), width);
    }

    private static int width(String[] argument, int otherwise) {
        long width = argument.length == 0 ? otherwise : Hex.parse(argument[0]);
        if (width != 1 && width != 2 && width != 4 && width != 8) {
            throw new IllegalArgumentException("a width is 1, 2, 4 or 8 bytes, not " + argument[0]);
        }
        return (int) width;
    }

    /** Shows the registers. */
    @Descriptor("shows the processor's registers")
    public String regs() {
        Table table = new Table("REGISTER", "VALUE", "");
        for (RegisterDTO register : machine.registers()) {
            table.row(register.name, Hex.value(register.value, register.bits / 8), register.text);
        }
        return table.toString();
    }

    /** Stops the guest. */
    @Descriptor("stops the guest between two instructions")
    public String stop() {
        machine.stop();
        return where();
    }

    /** Lets the guest run on. */
    @Descriptor("lets a stopped guest run on")
    public void cont() {
        machine.resume();
    }

    /** Executes some instructions. */
    @Descriptor("lets a stopped guest execute instructions: step [COUNT]")
    public String step(String... count) {
        if (machine.state() != Machine.State.STOPPED) {
            throw new IllegalArgumentException("the guest is not stopped; pc:stop does that");
        }
        machine.step(count.length == 0 ? 1 : Hex.parse(count[0]));
        return where();
    }

    private String where() {
        return dis(1, instructionPointer());
    }

    private long instructionPointer() {
        long eip = 0;
        long base = 0;
        for (RegisterDTO register : machine.registers()) {
            if (register.name.equals("EIP")) {
                eip = register.value;
            } else if (register.name.equals("CS")) {
                base = codeBase(register.text);
            }
        }
        return eip + base & 0xFFFFFFFFL;
    }

    private static long codeBase(String text) {
        int at = text.indexOf("base ");
        return at < 0 ? 0 : Long.parseLong(text.substring(at + 5, at + 13), 16);
    }

    /** Disassembles. */
    @Descriptor("disassembles guest code: dis [LINEAR [COUNT]]")
    public String dis(String... arguments) {
        long linear = arguments.length == 0 ? instructionPointer() : Hex.parse(arguments[0]);
        return dis(arguments.length < 2 ? LISTED : Math.toIntExact(Hex.parse(arguments[1])), linear);
    }

    private String dis(int count, long linear) {
        List<InstructionDTO> instructions = machine.disassemble(linear, count);
        if (instructions.isEmpty()) {
            return Hex.address("memory", linear) + "  cannot be read";
        }
        StringJoiner text = new StringJoiner("\n");
        for (InstructionDTO instruction : instructions) {
            StringBuilder bytes = new StringBuilder();
            for (byte b : instruction.bytes) {
                bytes.append(String.format("%02x", b & 0xFF));
            }
            text.add(String.format("%08x  %-22s %s", instruction.linear, bytes, instruction.text));
        }
        return text.toString();
    }

    /** Lists accesses that nothing answered. */
    @Descriptor("lists the accesses that nothing answered")
    public String untouched() {
        Table table = new Table("ADDRESS", "ACCESS", "COUNT", "FIRST FROM");
        for (UntouchedDTO access : machine.untouched()) {
            table.row(access.space + ":" + Hex.address(access.space, access.address),
                    (access.write ? "write " : "read ") + access.width, access.count, instruction(access.instruction));
        }
        return table.toString();
    }

    private static String instruction(long linear) {
        return linear < 0 ? "no instruction" : String.format("%08x", linear);
    }

    /** Lists replacements. */
    @Descriptor("lists the replacements of devices under the guest, and what became of their state")
    public String swap() {
        Table table = new Table("SLOT", "VERSIONS", "OUTCOME", "STOOD", "STATE", "SLABS", "WAITED", "REASON");
        for (SwapDTO swap : machine.swaps()) {
            table.row(swap.pid, swap.oldVersion + " -> " + (swap.newVersion.isEmpty() ? "none" : swap.newVersion),
                    swap.outcome, String.format("%d.%03d ms", swap.stalledNanos / 1_000_000, swap.stalledNanos / 1_000 % 1_000),
                    swap.stateBytes + " B", swap.slabBytes + " B", swap.held, swap.reason);
        }
        return table.toString();
    }

    /** Lists reports. */
    @Descriptor("lists what devices and fabric reported")
    public String events() {
        Table table = new Table("TIME", "SLOT", "KIND", "COUNT", "FIRST FROM", "TEXT");
        for (EventDTO event : machine.events()) {
            table.row(String.format("%.6f", event.nanos / 1e9), event.pid, event.kind, event.count,
                    instruction(event.instruction), event.text);
        }
        return table.toString();
    }

    /** Shows what the machine does. */
    @Descriptor("shows state, virtual time and instruction count")
    public String status() {
        MachineDTO status = machine.status();
        return String.format("%s %s, %.6f s of virtual time, %d instructions, map %d", status.name,
                status.state.toLowerCase(Locale.ROOT), status.nanos / 1e9, status.instructions,
                status.mapGeneration);
    }

    /** Resets. */
    @Descriptor("resets the machine: reset [hard|init|power_on]")
    public void reset(String... kind) {
        String name = kind.length == 0 ? "HARD" : kind[0].toUpperCase(Locale.ROOT);
        for (Reset reset : Reset.values()) {
            if (reset.name().equals(name)) {
                machine.reset(reset);
                return;
            }
        }
        throw new IllegalArgumentException("a reset is hard, init or power_on, not " + kind[0]);
    }

    /** Switches off. */
    @Descriptor("switches the machine off, which ends the process: off [STATUS]")
    public void off(String... status) {
        machine.powerOff(status.length == 0 ? 0 : Math.toIntExact(Hex.parse(status[0])));
    }
}
