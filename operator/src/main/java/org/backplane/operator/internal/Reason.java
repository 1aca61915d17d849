package org.backplane.operator.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes what programs say of a failure into what their user wants to read: one line, without the names of classes. */
final class Reason {
    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern EXCEPTION = Pattern.compile("^(?:[a-z][\\w]*\\.)+[A-Z][\\w$]*(?:Exception|Error): ");

    private Reason() {
    }

    /** The first line of a text that may be absent. */
    static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    /** What went wrong, of a stack trace as Java prints it: the outermost cause that is not the call itself. */
    static String ofStackTrace(String trace) {
        Stream<String> causes = trace.lines().filter(line -> line.startsWith(CAUSED_BY))
                .map(line -> line.substring(CAUSED_BY.length()));
        return plain(Stream.concat(Stream.of(firstLine(trace)), causes)
                .filter(cause -> !cause.startsWith(InvocationTargetException.class.getName())).findFirst().orElse(""));
    }

    /** The reason that a slot gives: the message of what the device threw when it was plugged in. */
    static String ofSlot(String reason) {
        return plain(reason).replaceFirst(", in plug$", "");
    }

    /** What went wrong on the machine thread: the message of the innermost cause. */
    static String ofCall(Throwable refused) {
        Throwable cause = refused;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(cause.getMessage());
    }

    private static String plain(String text) {
        return EXCEPTION.matcher(text).replaceFirst("");
    }
}
