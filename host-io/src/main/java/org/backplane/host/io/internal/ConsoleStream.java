package org.backplane.host.io.internal;

import java.util.function.Consumer;
import org.backplane.bus.host.HostInput;

/** A device's end of a console. The console takes whatever is written, and a thread offers the device what is typed. */
final class ConsoleStream extends BackgroundStream {
    private final Console console;
    private final InputPump input;

    ConsoleStream(String name, Console console, HostInput user, Consumer<String> log) {
        super(name, user);
        this.console = console;
        input = new InputPump(name, console.input(), gate(), log);
        console.connected(true);
        start("keyboard", input);
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        if (!closed()) {
            console.write(bytes, offset, length);
        }
        return length;
    }

    @Override
    public void resume() {
        input.resume();
    }

    @Override
    void finish() {
        console.connected(false);
        input.finish();
    }
}
