package org.backplane.cpu.internal;

import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.interp.TranslatorStatus;

/** A processor on one of the engines, with what tests do to it. */
public final class TestCpu {
    public final TestSocket socket;
    public final Cpu cpu;
    private final Engine.Runner runner;

    TestCpu(TestSocket socket, Cpu cpu, Engine.Runner runner) {
        this.socket = socket;
        this.cpu = cpu;
        this.runner = runner;
        socket.written = runner::written;
    }

    public Exit run(long instructions) {
        return runner.run(instructions);
    }

    /** What has been translated. */
    public TranslatorStatus translated() {
        return runner.translated();
    }

    /** The same as the machine tells it, with so many regions. */
    public TranslatorDTO describe(int most) {
        return runner.describe(most);
    }

    public void poke(int address, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            socket.arena()[address + i] = (byte) bytes[i];
        }
        runner.written(address, bytes.length);
    }

    /** All of memory has been written past the processor. */
    public void written() {
        runner.written(0, socket.arena().length);
    }

    public int peek(int address) {
        return socket.arena()[address] & 0xFF;
    }

    public int peek16(int address) {
        return (int) socket.peek(address, 2);
    }

    public int peek32(int address) {
        return (int) socket.peek(address, 4);
    }

    public void poke32(int address, int value) {
        poke(address, value & 0xFF, value >>> 8 & 0xFF, value >>> 16 & 0xFF, value >>> 24);
    }

    /** Loads all segment registers with 0, as real mode does. */
    public void realSegments() {
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            realSegment(i, 0);
        }
    }

    /** Loads a segment register as real mode does. */
    public void realSegment(int register, int selector) {
        SegmentRegister s = cpu.segments[register];
        s.load(selector, selector << 4, 0xFFFF, SegmentRegister.REAL_MODE_DATA);
        cpu.updateMode();
    }
}
