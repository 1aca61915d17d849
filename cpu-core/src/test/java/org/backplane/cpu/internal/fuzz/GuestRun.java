package org.backplane.cpu.internal.fuzz;

import java.util.Arrays;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.ResetState;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Disassembler;

/**
 * A machine on one of the engines that runs one fuzzed guest after the other. After each it is reset, and must then be as
 * it was when it was new, and run a program that is known.
 */
final class GuestRun {
    private static final int LONGEST_SLICE = 64;
    private static final int PROBE = 0x600;
    private static final int PROBE_RESULT = 0x700;
    /** xor ax,ax; mov cx,100; l: add ax,cx; loop l; mov [700h],ax; hlt */
    private static final int[] PROBE_CODE =
            {0x31, 0xC0, 0xB9, 0x64, 0x00, 0x01, 0xC8, 0xE2, 0xFC, 0xA3, 0x00, 0x07, 0xF4};
    private static final int PROBE_SUM = 5050;

    private final Engine engine;
    private TestCpu machine;
    private long[] afterReset;
    /** Whether the last guest did not get as far as the reset. */
    private boolean spoiled;
    private FuzzedGuest guest;
    private long retiredBefore;
    private boolean a20 = true;

    GuestRun(Engine engine) {
        this.engine = engine;
        renew();
    }

    private void renew() {
        machine = engine.create(GuestLayout.RAM);
        afterReset = MachineState.of(machine);
        a20 = true;
    }

    void begin(byte[] input) {
        if (spoiled) {
            renew();
        }
        spoiled = true;
        guest = new FuzzedGuest(machine, input);
        retiredBefore = machine.cpu.execution.retired();
    }

    /** Runs a slice of the guest after what its schedule has for it. */
    Exit slice(int number) {
        int event = guest.schedule(number);
        happen(event >>> 5);
        int instructions = 1 + (event & 31) * (LONGEST_SLICE / 32);
        long before = machine.cpu.execution.retired();
        Exit exit = machine.run(instructions);
        long executed = machine.cpu.execution.retired() - before;
        if (executed < 0 || executed > instructions) {
            throw new AssertionError(engine + " executed " + executed + " of " + instructions + " instructions");
        }
        return exit;
    }

    private void happen(int event) {
        Cpu c = machine.cpu;
        switch (event) {
            case 1 -> c.execution.setInterruptRequest(true);
            case 2 -> c.execution.setInterruptRequest(false);
            case 3 -> c.execution.requestNmi();
            case 4 -> gateA20(!a20);
            case 5 -> machine.poke(c.instruction() & GuestLayout.RAM - 1, 0x90);
            case 6 -> c.mmu.revokeWrites();
            case 7 -> {
                c.mmu.invalidateAll();
                c.execution.translationsChanged();
            }
            default -> { }
        }
    }

    private void gateA20(boolean open) {
        a20 = open;
        machine.cpu.mmu.setAddressMask(open ? -1L : ~(1L << 20));
        machine.cpu.execution.translationsChanged();
    }

    /** Instructions that the guest has executed. */
    long executed() {
        return machine.cpu.execution.retired() - retiredBefore;
    }

    long[] state() {
        return MachineState.of(machine);
    }

    long memory() {
        return MachineState.memory(machine);
    }

    String traffic() {
        return machine.socket.portLog + " " + machine.socket.deviceLog;
    }

    /** Whoever operates the machine looks at it, whatever the guest did to its tables. */
    void look() {
        Cpu c = machine.cpu;
        c.mmu.explain(c.instruction());
        c.mmu.explain(c.cr2);
        new Disassembler(linear -> peek((int) linear)).list(Integer.toUnsignedLong(c.instruction()), 3,
                (c.mode & Cpu.MODE_CODE32) != 0);
    }

    private int peek(int linear) {
        long physical = machine.cpu.mmu.probe(linear);
        return physical < 0 || physical >= GuestLayout.RAM ? -1 : machine.peek((int) physical);
    }

    /** Resets the machine and clears its memory; what the guest did must leave no trace. */
    void reset() {
        Cpu c = machine.cpu;
        c.execution.setInterruptRequest(false);
        gateA20(true);
        ResetState.enter(c, false);
        machine.socket.clear();
        machine.socket.portLog.clear();
        machine.socket.deviceLog.clear();
        machine.written();
        int difference = Arrays.mismatch(MachineState.of(machine), afterReset);
        if (difference >= 0) {
            throw new AssertionError(engine + " is not new after a reset: value " + difference);
        }
        probe();
    }

    private void probe() {
        Cpu c = machine.cpu;
        machine.realSegment(SegmentRegister.CS, 0);
        c.eip = PROBE;
        machine.poke(PROBE, PROBE_CODE);
        Exit exit = machine.run(1000);
        if (exit != Exit.HALTED || machine.peek16(PROBE_RESULT) != PROBE_SUM) {
            throw new AssertionError(engine + " after a reset: " + exit + ", " + machine.peek16(PROBE_RESULT));
        }
        ResetState.enter(c, false);
        machine.socket.clear();
        machine.written();
        spoiled = false;
    }
}
