package org.backplane.device.tck;

/**
 * What came of one check.
 *
 * @param check      the check's name, one word, which does not change from release to release
 * @param property   the property in a sentence
 * @param verdict    what the kit says
 * @param reason     why, in one line; empty if there is nothing to say
 * @param reproducer a JUnit test that shows the failure in as few steps as were found; empty if it did not fail that way
 */
public record Finding(String check, String property, Verdict verdict, String reason, String reproducer) {
    @Override
    public String toString() {
        String line = String.format("%-12s %-11s %s", check, verdict.text(), property);
        return reason.isEmpty() ? line : line + ": " + reason;
    }
}
