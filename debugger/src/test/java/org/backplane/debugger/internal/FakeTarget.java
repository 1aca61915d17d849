package org.backplane.debugger.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.bus.machine.StopPoint;

/** A target of 64 KiB of memory, the upper half of it ROM, that writes down what is asked of it. */
final class FakeTarget implements Target {
    static final int ROM = 0x8000;
    final byte[] memory = new byte[0x10000];
    final Map<String, Long> registers = new LinkedHashMap<>(Map.of("EAX", 0x11223344L, "EIP", 0xFFF0L, "EFLAGS", 2L,
            "ST0.LOW", 1L << 63, "ST0.HIGH", 0x3FFFL, "XMM0.LOW", 0x1122334455667788L, "XMM0.HIGH", 0xEFCDAB8967452301L,
            "MXCSR", 0x1F80L));
    final List<String> calls = new ArrayList<>();
    List<StopPoint> points = List.of();
    Optional<StopPoint> met = Optional.empty();
    boolean running;
    boolean off;

    @Override
    public Map<String, Long> registers() {
        return registers;
    }

    @Override
    public void setRegister(String name, long value) throws TargetException {
        if (!registers.containsKey(name)) {
            throw new TargetException(TargetException.NOT_POSSIBLE);
        }
        registers.put(name, value);
    }

    @Override
    public byte[] read(long linear, int lengthBytes) throws TargetException {
        if (linear >= memory.length) {
            throw new TargetException(TargetException.NOT_MAPPED);
        }
        return Arrays.copyOfRange(memory, (int) linear, (int) Math.min(memory.length, linear + lengthBytes));
    }

    @Override
    public void write(long linear, byte[] bytes) throws TargetException {
        if (linear + bytes.length > memory.length) {
            throw new TargetException(TargetException.NOT_MAPPED);
        }
        if (linear + bytes.length > ROM) {
            throw new TargetException(TargetException.READ_ONLY);
        }
        System.arraycopy(bytes, 0, memory, (int) linear, bytes.length);
    }

    @Override
    public void stopAt(List<StopPoint> wanted) {
        points = wanted;
    }

    @Override
    public Optional<StopPoint> stoppedAt() {
        return met;
    }

    @Override
    public void resume() {
        calls.add("resume");
        running = true;
    }

    @Override
    public void step() {
        calls.add("step");
    }

    @Override
    public void stop() {
        calls.add("stop");
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isOff() {
        return off;
    }

    @Override
    public void powerOff() {
        off = true;
        running = false;
    }

    @Override
    public String command(String line) {
        return "you said " + line + "\n";
    }
}
