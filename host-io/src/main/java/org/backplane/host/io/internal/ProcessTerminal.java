package org.backplane.host.io.internal;

import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of the process, through JLine. JLine remembers how the terminal was and restores it when it is closed,
 * or by a shutdown hook of its own when the process ends first.
 */
final class ProcessTerminal implements RawMode {
    @Override
    public Restore enter(Consumer<String> log) {
        if (System.console() == null) {
            return () -> { };
        }
        try {
            return raw(log);
        } catch (IOException | IllegalStateException failure) {
            log.accept("stdio: the terminal stays in line mode: " + failure.getMessage());
            return () -> { };
        }
    }

    private static Restore raw(Consumer<String> log) throws IOException {
        // JLine's signal handlers would end the process on Ctrl-C without its shutdown hooks, and so without restoring.
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build();
        terminal.setAttributes(rawAttributes(terminal.getAttributes()));
        return () -> {
            try {
                terminal.close();
            } catch (IOException failure) {
                log.accept("stdio: the terminal could not be restored: " + failure.getMessage());
            }
        };
    }

    /**
     * Every key arrives at once and as it is: no echo, no line editing, carriage return stays carriage return. ISIG
     * stays on, so that Ctrl-C ends the process; the output side stays as it was, since the log goes there too.
     */
    static Attributes rawAttributes(Attributes attributes) {
        Attributes raw = new Attributes(attributes);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR, InputFlag.IGNCR), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
    }
}
