package org.backplane.host.io.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.backplane.bus.host.HostInput;

/**
 * The process's standard input and output. The writer's thread puts the terminal into raw mode first and restores it
 * when everything is written; the reader starts in between, so that nothing is read that was echoed or edited.
 */
final class StdioStream extends BackgroundStream {
    private final OutputPump output;
    private final InputPump input;

    /**
     * Takes standard input and output.
     *
     * @param terminal what makes a terminal raw while the stream is open
     * @param in       standard input; never closed
     * @param out      standard output; never closed, only flushed
     * @param user     gets the input
     * @param log      takes one line for each failure
     */
    StdioStream(RawMode terminal, InputStream in, OutputStream out, HostInput user, Consumer<String> log) {
        super("stdio", user);
        output = new OutputPump(name(), new Unclosed(out), gate(), log);
        input = new InputPump(name(), in, gate(), log);
        start("writer", () -> {
            RawMode.Restore before = terminal.enter(log);
            try {
                start("reader", input);
                output.run();
            } finally {
                before.close();
            }
        });
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        return output.write(bytes, offset, length);
    }

    @Override
    public void resume() {
        input.resume();
    }

    @Override
    void finish() {
        input.finish();
        output.finish();
    }
}
