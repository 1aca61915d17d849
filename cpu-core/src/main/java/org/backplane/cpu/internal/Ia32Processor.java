package org.backplane.cpu.internal;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.bus.apic.LocalApic;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.bus.processor.ProcessorSocket;
import org.backplane.bus.state.DeviceState;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.CpuModel;
import org.backplane.cpu.internal.core.ResetState;
import org.backplane.cpu.internal.decode.Disassembler;
import org.backplane.cpu.internal.interp.Interpreter;
import org.backplane.cpu.internal.interp.TranslatorSettings;
import org.backplane.cpu.internal.state.Ia32State;
import org.backplane.mmu.Mmu;
import org.backplane.mmu.MmuFactory;

/**
 * An IA-32 processor in its socket: the instruction set of the P6 family with x87, MMX, SSE and SSE2, in real, protected
 * and virtual-8086 mode.
 *
 * <p>Pins: {@code intr}, {@code nmi} (an edge), {@code a20} (asserted: address line 20 passes), {@code ferr} and
 * {@code ignne} (errors of the FPU when CR0.NE is clear). A local APIC is a card of its own, which drives the first two.
 *
 * <p>Not modelled: system management mode, caches; operands of eight bytes and more need only be aligned to four
 * where alignment is checked. A bus error reads as all ones and has no other effect: there is no bank of the
 * machine-check architecture that would record it.
 */
final class Ia32Processor implements ProcessorCore {
    private static final long A20 = 1L << 20;

    private final Cpu cpu;
    private final Interpreter interpreter;
    private boolean nmiLevel;

    Ia32Processor(ProcessorSocket socket, MmuFactory mmuFactory, CpuModel model, TranslatorSettings translator) {
        Mmu mmu = mmuFactory.create(socket.memory(), model.paging());
        cpu = new Cpu(socket, socket.memory(), mmu, model);
        interpreter = new Interpreter(cpu, translator);
        reset(Reset.POWER_ON);
        socket.sense("intr", cpu.execution::setInterruptRequest);
        socket.sense("nmi", this::nmi);
        gateA20(false);
        socket.sense("a20", this::gateA20);
        cpu.fpuError.connect(socket.line("ferr")::set);
        socket.sense("ignne", cpu.fpuError::setIgnored);
        socket.watch(LocalApic.class, cpu.apic);
    }

    /** Goes on with the state of another processor. */
    Ia32Processor enter(Ia32State before) {
        before.enter(cpu);
        return this;
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(Ia32State.SCHEMA, Ia32State.of(cpu));
    }

    private void nmi(boolean asserted) {
        if (asserted && !nmiLevel) {
            cpu.execution.requestNmi();
        }
        nmiLevel = asserted;
    }

    private void gateA20(boolean open) {
        cpu.mmu.setAddressMask(open ? -1L : ~A20);
        cpu.execution.translationsChanged();
    }

    @Override
    public Exit run(long instructions) {
        return interpreter.run(instructions);
    }

    @Override
    public void leave() {
        cpu.execution.leave();
    }

    @Override
    public long retired() {
        return cpu.execution.retired();
    }

    @Override
    public long instruction() {
        return Integer.toUnsignedLong(cpu.instruction());
    }

    @Override
    public void reset(Reset kind) {
        ResetState.enter(cpu, kind == Reset.INIT);
    }

    @Override
    public void mapChanged() {
        cpu.mmu.invalidateAll();
        interpreter.mapChanged();
        cpu.execution.translationsChanged();
    }

    @Override
    public void writesMustReport() {
        cpu.mmu.revokeWrites();
    }

    @Override
    public void writesMustReport(int index, int length) {
        cpu.mmu.revokeWrites(index, length);
    }

    @Override
    public void arenaWritten(int index, int length) {
        interpreter.arenaWritten(index, length);
    }

    @Override
    public void busError(long physical) {
        // All ones, which the fabric has answered already, is all that this processor makes of it.
    }

    @Override
    public List<RegisterDTO> registers() {
        return RegisterList.of(cpu);
    }

    @Override
    public void setRegister(String name, long value) {
        RegisterChange.of(cpu, name, value);
    }

    @Override
    public void stopAt(List<StopPoint> points) {
        cpu.stopPoints.set(points);
    }

    @Override
    public Optional<StopPoint> met() {
        return cpu.stopPoints.met();
    }

    @Override
    public List<InstructionDTO> disassemble(long linear, int count) {
        return new Disassembler(address -> peek((int) address)).list(linear, count, (cpu.mode & Cpu.MODE_CODE32) != 0);
    }

    /** A byte of guest code as the decoder would fetch it, or -1. */
    private int peek(int linear) {
        long physical = cpu.mmu.probe(linear);
        return physical < 0 ? -1 : (int) cpu.physical().peek(physical, 1) & 0xFF;
    }

    @Override
    public long translate(long linear) {
        return cpu.mmu.probe((int) linear);
    }

    @Override
    public TranslationDTO explain(long linear) {
        return cpu.mmu.explain((int) linear);
    }

    @Override
    public TranslatorDTO translator(int hottest) {
        return interpreter.describe(hottest);
    }
}
