package org.backplane.cpu.internal.exceptions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A line of {@code exceptions.txt}: an instruction's bytes, where it is executed, under which conditions, how it ends, and the
 * manual page that says so.
 *
 * @param bytes      the instruction
 * @param mode       where it is executed
 * @param conditions what differs from the usual state there, in words of {@link ExceptionMachine}
 * @param expected   {@code #GP(10)}, {@code #PF(6)@21000}, {@code trap #BP} if the handler does not return to the instruction, or
 *                   {@code -} if it is executed
 * @param page       the manual page, with the instruction in words
 */
record ExceptionCase(int[] bytes, Mode mode, List<String> conditions, String expected, String page) {
    /** Where an instruction is executed. */
    enum Mode {
        /** Real mode. */
        REAL,
        /** Protected mode, flat, 32 bits, privilege 0, with paging. */
        KERNEL,
        /** The same at privilege 3. */
        USER,
        /** Virtual-8086 mode, with paging. */
        V86
    }

    static ExceptionCase parse(String line) {
        String[] fields = Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
        if (fields.length != 5) {
            throw new IllegalArgumentException("not five fields: " + line);
        }
        int[] bytes = Arrays.stream(fields[0].split(" ")).mapToInt(each -> Integer.parseInt(each, 16)).toArray();
        List<String> conditions = fields[2].isEmpty() ? List.of() : List.of(fields[2].split(" +"));
        return new ExceptionCase(bytes, Mode.valueOf(fields[1].toUpperCase(Locale.ROOT)), conditions, fields[3], fields[4]);
    }

    @Override
    public String toString() {
        return page + ", " + mode.name().toLowerCase(Locale.ROOT) + " " + String.join(" ", conditions) + ": " + expected;
    }
}
