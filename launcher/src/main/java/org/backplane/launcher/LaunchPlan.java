package org.backplane.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the options make of a machine description: the configurations to start with. Everything that can be known to be wrong
 * before the start is found here, and said in one line.
 */
final class LaunchPlan {
    static final String MACHINE = "org.backplane.machine";
    static final String OPERATOR = "org.backplane.operator";
    static final String DEBUGGER = "org.backplane.debugger";
    static final String SHELL = "org.backplane.shell";
    private static final String SNAPSHOT = "org.backplane.snapshot";
    /** What the taps that come along are called. One that is configured is there before power comes on. */
    static final String TAPS = "org.backplane.tap.";
    static final String RTC = "org.backplane.device.rtc";
    static final String FWCFG = "org.backplane.device.fwcfg";
    static final String ROM = "org.backplane.firmware.rom";
    static final String KERNEL = "org.backplane.firmware.kernel";
    private static final String PIC = "org.backplane.device.pic";
    private static final String LOCAL_APIC = "org.backplane.device.lapic";
    private static final String IO_APIC = "org.backplane.device.ioapic";
    static final String CPU = "org.backplane.cpu";
    /** What else has to be there before power comes on, if it is asked for. */
    private static final Set<String> SERVICES = Set.of(SHELL, DEBUGGER, SNAPSHOT, WebPlan.PAGE);
    private static final List<String> ENGINES = List.of("interpreter", "translator", "check");
    /** Seconds until a device counts as absent. Whatever comes along is plugged in within a fraction of one. */
    private static final int PATIENCE = 5;
    private static final int PATIENCE_FOR_PLUGINS = 20;

    private final Options options;
    private final MachineFile machine;
    private final MemoryPlan memory;

    private LaunchPlan(Options options, MachineFile machine) {
        this.options = options;
        this.machine = machine;
        this.memory = new MemoryPlan(machine);
    }

    /** The machine to start. */
    static MachineFile make(Options options) {
        if (options.restore != null) {
            return restore(options, SavedMachine.read(options.restore));
        }
        LaunchPlan plan = new LaunchPlan(options, MachineFile.read(options.machine()));
        plan.memory.apply(options);
        plan.firmware();
        plan.apic();
        new DrivePlan(plan.machine).apply(options);
        new DisplayPlan(plan.machine).apply(options);
        new WebPlan(plan.machine).apply(options);
        new NetPlan(plan.machine).apply(options);
        new StreamPlan(plan.machine).apply(options);
        plan.engine();
        plan.time();
        plan.debugger();
        plan.operator();
        return plan.machine;
    }

    /** A machine that goes on has its composition; how it is operated, and where its streams lead, is said anew. */
    private static MachineFile restore(Options options, SavedMachine saved) {
        options.composing().ifPresent(option -> {
            throw new UsageException(option + ": the machine is the one in " + options.restore + "; leave it out with --restore");
        });
        Platform.bundles(options, saved);
        LaunchPlan plan = new LaunchPlan(options, saved.machine());
        plan.machine.require(SNAPSHOT).put("file", saved.file());
        plan.machine.set(MACHINE, "restored", true);
        new DisplayPlan(plan.machine).apply(options);
        new StreamPlan(plan.machine).apply(options);
        plan.engine();
        plan.timeout();
        plan.debugger();
        plan.operator();
        Map<String, Object> operator = plan.machine.require(OPERATOR);
        operator.put("devices", saved.slots().stream().map(SavedMachine.Slot::pid).toArray(String[]::new));
        return plan.machine;
    }

    private void firmware() {
        if (options.kernel == null) {
            if (options.append != null || options.initrd != null) {
                throw new UsageException((options.append != null ? "--append" : "--initrd") + " needs --kernel");
            }
            if (options.rom != null) {
                machine.require(ROM).put("image", InputFile.check("--rom", options.rom));
                shadow();
            }
            if (options.bootMenu) {
                machine.need("--boot-menu", FWCFG, "firmware configuration interface");
                machine.require(FWCFG).put("bootMenu", true);
            }
            return;
        }
        if (options.rom != null || options.bootMenu) {
            throw new UsageException("--kernel starts without firmware; leave out " + (options.rom != null ? "--rom" : "--boot-menu"));
        }
        kernel();
    }

    /** Firmware writes to its own variables below 1 MiB; without memory behind the ROM, the ROM's card must take them. */
    private void shadow() {
        if (!machine.has(MemoryPlan.SHADOW)) {
            machine.require(ROM).putIfAbsent("shadow", "ram");
        }
    }

    private void kernel() {
        String kernel = InputFile.check("--kernel", options.kernel);
        List<String> modules = new ArrayList<>();
        if (options.initrd != null) {
            modules.add(InputFile.check("--initrd", options.initrd));
        }
        machine.remove(ROM);
        Map<String, Object> properties = machine.require(KERNEL);
        properties.put("kernel", kernel);
        properties.put("append", options.append == null ? "" : options.append);
        properties.put("modules", modules.toArray(String[]::new));
        properties.put("memory", Long.toString(memory.endOfRam("--kernel")));
    }

    /** The output of the interrupt controllers goes to a pin of the local APIC instead of the processor's. */
    private void apic() {
        if (options.apic) {
            machine.need("--apic", PIC, "interrupt controllers");
            machine.set(PIC, "bus.drives", "intr=lint0");
            machine.require(LOCAL_APIC);
            machine.require(IO_APIC);
        }
    }

    private void engine() {
        if (options.engine == null) {
            return;
        }
        if (!ENGINES.contains(options.engine)) {
            throw new UsageException("--engine: '" + options.engine + "' is not one of " + String.join(", ", ENGINES));
        }
        machine.require(CPU).put("engine", options.engine);
    }

    private void time() {
        if (options.deterministic) {
            machine.require(MACHINE).put("clock", "instructions");
            machine.set(RTC, "time", "2026-01-01T00:00:00");
        }
        timeout();
    }

    private void timeout() {
        if (options.timeout != null && !options.timeout.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException("--timeout: '" + options.timeout + "' is not a number of seconds");
        }
    }

    private void debugger() {
        if (options.gdb == null) {
            if (options.gdbWait) {
                throw new UsageException("--gdb-wait needs --gdb");
            }
            return;
        }
        if (!options.gdb.matches("tcp:[0-9]{1,5}") || Integer.parseInt(options.gdb.substring(4)) > 0xFFFF) {
            throw new UsageException("--gdb: '" + options.gdb + "' is not tcp:PORT");
        }
        machine.require(DEBUGGER).put("port", Integer.valueOf(options.gdb.substring(4)));
    }

    /** What has to be there before power comes on. A folder of plug-ins may bring it after a while. */
    private void operator() {
        Map<String, Object> operator = machine.require(OPERATOR);
        operator.put("timeoutSeconds", options.timeout == null ? 0 : Integer.valueOf(options.timeout));
        operator.put("advice", options.advice == null ? "" : OutputFile.check("--advice", options.advice));
        operator.put("adviceFatal", options.adviceFatal);
        operator.put("startStopped", options.gdbWait);
        operator.put("devices", machine.configurations().keySet().stream()
                .filter(pid -> pid.startsWith("org.backplane.device.") || pid.startsWith("org.backplane.firmware.")
                        || pid.startsWith("org.backplane.cpu")).toArray(String[]::new));
        operator.put("components", machine.configurations().keySet().stream()
                .filter(pid -> SERVICES.contains(pid) || pid.startsWith(TAPS) || pid.startsWith(NetPlan.NETWORKS)
                        || MachineFile.isInstance(pid, MACHINE)).toArray(String[]::new));
        operator.put("patienceSeconds", Platform.plugins(options).isPresent() ? PATIENCE_FOR_PLUGINS : PATIENCE);
    }
}
