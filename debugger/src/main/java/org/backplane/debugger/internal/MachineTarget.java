package org.backplane.debugger.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.machine.StopPoint;

/** A machine as the debugger's target. */
final class MachineTarget implements Target {
    private final Machine machine;
    private final UnaryOperator<String> shell;
    private final LinearView memory;
    private CompletableFuture<Void> step = CompletableFuture.completedFuture(null);

    /**
     * Makes the target.
     *
     * @param shell executes a line and gives what it prints
     */
    MachineTarget(Machine machine, UnaryOperator<String> shell) {
        this.machine = machine;
        this.shell = shell;
        this.memory = new LinearView(machine);
    }

    @Override
    public Map<String, Long> registers() throws TargetException {
        return call(() -> {
            Map<String, Long> values = new LinkedHashMap<>();
            machine.registers().forEach(register -> values.put(register.name, register.value));
            return values;
        });
    }

    @Override
    public void setRegister(String name, long value) throws TargetException {
        call(() -> {
            machine.setRegister(name, value);
            return null;
        });
    }

    @Override
    public byte[] read(long linear, int lengthBytes) throws TargetException {
        return call(() -> memory.read(linear, lengthBytes));
    }

    @Override
    public void write(long linear, byte[] bytes) throws TargetException {
        call(() -> {
            memory.write(linear, bytes);
            return null;
        });
    }

    @Override
    public void stopAt(List<StopPoint> points) throws TargetException {
        call(() -> {
            machine.stopAt(points);
            return null;
        });
    }

    @Override
    public Optional<StopPoint> stoppedAt() {
        return machine.stoppedAt();
    }

    @Override
    public void resume() throws TargetException {
        call(() -> {
            machine.resume();
            return null;
        });
    }

    /** The machine's step waits for its end, which in HLT may take long; the debugger must be able to interrupt it. */
    @Override
    public void step() {
        step = new CompletableFuture<>();
        CompletableFuture<Void> begun = step;
        Thread thread = new Thread(() -> {
            try {
                machine.step(1);
            } catch (IllegalStateException | MachineCallException e) {
                // It is not stopped, or closed; what it is now the debugger will ask.
            } finally {
                begun.complete(null);
            }
        }, "backplane-debugger-step");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() throws TargetException {
        call(() -> {
            machine.stop();
            return null;
        });
    }

    @Override
    public boolean isRunning() {
        return !step.isDone() || machine.state() == State.RUNNING;
    }

    @Override
    public boolean isOff() {
        return machine.state() == State.OFF;
    }

    @Override
    public void powerOff() throws TargetException {
        call(() -> {
            machine.powerOff(0);
            return null;
        });
    }

    @Override
    public String command(String line) {
        return shell.apply(line);
    }

    /** Does work on the machine thread. */
    private <T> T call(Callable<T> work) throws TargetException {
        try {
            return machine.call(work);
        } catch (MachineCallException e) {
            throw e.getCause() instanceof TargetException ? (TargetException) e.getCause()
                    : new TargetException(TargetException.NOT_POSSIBLE);
        }
    }
}
