package org.backplane.device.tck.internal.check;

import java.util.List;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.Verdict;
import org.backplane.device.tck.internal.DeviceFault;
import org.backplane.device.tck.internal.Subject;

/** One property that a device has, or claims, or lacks. */
public abstract class Check {
    private final String name;
    private final String property;
    private final List<String> needs;

    /**
     * Names the check.
     *
     * @param name     one word
     * @param property the property in a sentence
     * @param needs    the checks that must not have failed for this one to mean something
     */
    Check(String name, String property, String... needs) {
        this.name = name;
        this.property = property;
        this.needs = List.of(needs);
    }

    /** One word. */
    public final String name() {
        return name;
    }

    /** The checks that must not have failed. */
    public final List<String> needs() {
        return needs;
    }

    /** Tries the property. A fault of the device in it is a failure of the property. */
    public final Finding judge(Subject subject) {
        try {
            String unclaimed = subject.unclaimed().get(name);
            return unclaimed == null ? tried(subject) : notClaimed(unclaimed);
        } catch (DeviceFault fault) {
            return failed(fault.getMessage());
        }
    }

    /** Says that another check has failed on which this one builds. */
    public final Finding blocked(String by) {
        return new Finding(name, property, Verdict.NOT_JUDGED, by + " comes first", "");
    }

    abstract Finding tried(Subject subject);

    final Finding passed() {
        return new Finding(name, property, Verdict.PASSED, "", "");
    }

    final Finding failed(String reason) {
        return failed(reason, "");
    }

    final Finding failed(String reason, String reproducer) {
        return new Finding(name, property, Verdict.FAILED, reason.lines().findFirst().orElse(""), reproducer);
    }

    final Finding notClaimed(String reason) {
        return new Finding(name, property, Verdict.NOT_CLAIMED, reason, "");
    }

}
