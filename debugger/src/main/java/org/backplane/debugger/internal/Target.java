package org.backplane.debugger.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.bus.machine.StopPoint;

/** What the debugger does to a machine. */
interface Target {
    /** The registers by the machine's names. */
    Map<String, Long> registers() throws TargetException;

    void setRegister(String name, long value) throws TargetException;

    /** Reads memory by linear address, without side effects; fewer bytes if the rest is not there, at least one. */
    byte[] read(long linear, int lengthBytes) throws TargetException;

    /** Writes memory by linear address. */
    void write(long linear, byte[] bytes) throws TargetException;

    void stopAt(List<StopPoint> points) throws TargetException;

    /** The stop point at which the guest stands. */
    Optional<StopPoint> stoppedAt();

    /** Lets the guest run; returns at once. */
    void resume() throws TargetException;

    /** Lets the guest execute one instruction; returns at once. */
    void step() throws TargetException;

    void stop() throws TargetException;

    /** Whether the guest runs, or executes its step. */
    boolean isRunning();

    /** Whether power is off. */
    boolean isOff();

    /** Switches the machine off. */
    void powerOff() throws TargetException;

    /** Executes a line of the operator's shell; gives what it prints. */
    String command(String line);
}
