package org.backplane.bus.core.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.bus.processor.ProcessorSocket;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateSchema;

/**
 * A processor whose instructions are Java. The instruction with number n has the address 0x1000 + n; after the last one
 * of the program it halts until {@code intr} is asserted, or runs the program again if told to repeat.
 */
public class FakeProcessor implements Processor, ProcessorCore {
    /** One instruction. */
    @FunctionalInterface
    public interface Instruction {
        void execute(FakeProcessor processor);
    }

    public static final Instruction NOP = processor -> { };
    public static final Instruction HLT = processor -> processor.halted = !processor.intr;
    public static final Instruction TRIPLE_FAULT = processor -> processor.shutDown = true;

    public final List<Instruction> program = new ArrayList<>();
    public final List<String> heard = new ArrayList<>();
    public ProcessorSocket socket;
    public boolean repeat;
    public boolean halted;
    public boolean shutDown;
    public boolean intr;
    private int next;
    private long retired;
    private boolean leaving;

    public FakeProcessor(Instruction... instructions) {
        program.addAll(List.of(instructions));
    }

    @Override
    public ProcessorCore plug(ProcessorSocket given) {
        socket = given;
        heard.add("plug");
        given.sense("intr", asserted -> {
            intr = asserted;
            halted &= !asserted;
        });
        return this;
    }

    /** What it keeps: the number of the next instruction. */
    public static final StateSchema SCHEMA = new StateSchema("fake.processor", 1);

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(SCHEMA);
    }

    @Override
    public DeviceState state() {
        return new DeviceState(SCHEMA, new StateBuilder().number("next", next).number("halted", halted ? 1 : 0).build());
    }

    @Override
    public ProcessorCore plug(ProcessorSocket given, DeviceState state) {
        plug(given);
        next = state.values().integer("next");
        halted = state.values().flag("halted");
        return this;
    }

    @Override
    public Exit run(long instructions) {
        leaving = false;
        for (long left = instructions; left > 0 && !leaving && !halted && !shutDown; left--) {
            if (next == program.size() && repeat) {
                next = 0;
            }
            Instruction instruction = next < program.size() ? program.get(next) : HLT;
            instruction.execute(this);
            next = Math.min(next + 1, program.size());
            retired++;
        }
        return shutDown ? Exit.SHUTDOWN : halted ? Exit.HALTED : Exit.LIMIT;
    }

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public long retired() {
        return retired;
    }

    @Override
    public long instruction() {
        return 0x1000 + next;
    }

    @Override
    public void reset(Reset kind) {
        heard.add("reset " + kind);
        next = 0;
        halted = false;
        shutDown = false;
    }

    @Override
    public void mapChanged() {
        heard.add("mapChanged");
    }

    @Override
    public void writesMustReport() {
        heard.add("writesMustReport");
    }

    @Override
    public void writesMustReport(int index, int length) {
        heard.add("writesMustReport " + index + " " + length);
    }

    @Override
    public void arenaWritten(int index, int length) {
        heard.add("arenaWritten " + index + " " + length);
    }

    @Override
    public void busError(long physical) {
        heard.add("busError " + Long.toHexString(physical));
    }

    @Override
    public List<RegisterDTO> registers() {
        RegisterDTO eip = new RegisterDTO();
        eip.name = "EIP";
        eip.bits = 32;
        eip.value = instruction();
        eip.text = "";
        return List.of(eip);
    }

    @Override
    public List<InstructionDTO> disassemble(long linear, int count) {
        return List.of();
    }

    @Override
    public long translate(long linear) {
        return linear;
    }
}
