package org.backplane.bus.core.internal;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;

/** A device and its card in one: answers each byte with its offset plus a base, and writes down what it hears. */
public class FakeCard implements Device, Card, RangeHandler {
    public final List<String> heard = new CopyOnWriteArrayList<>();
    public Wires wires;
    /** What reads do instead of answering. */
    public Runnable onRead = () -> { };
    /** What happens when it is plugged in. */
    public Consumer<Wires> onPlug = wires -> { };
    private final int base;

    public FakeCard() {
        this(0);
    }

    public FakeCard(int base) {
        this.base = base;
    }

    @Override
    public Card plug(Wires given) {
        wires = given;
        heard.add("plug");
        onPlug.accept(given);
        return this;
    }

    @Override
    public RangeHandler range(String name) {
        if (name.startsWith("missing")) {
            throw new NoSuchElementException("no such range here");
        }
        return this;
    }

    @Override
    public long read(long offset, int width) {
        heard.add("read " + offset + " " + width);
        onRead.run();
        return bytes(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        heard.add("peek " + offset + " " + width);
        return bytes(offset, width);
    }

    /** More bits than asked for, which the fabric has to ignore. */
    private long bytes(long offset, int width) {
        long value = width < 8 ? -1L << (8 * width) : 0;
        for (int i = 0; i < width; i++) {
            value |= (base + offset + i & 0xff) << (8 * i);
        }
        return value;
    }

    @Override
    public void write(long offset, int width, long value) {
        heard.add("write " + offset + " " + width + " " + Long.toHexString(value));
    }

    @Override
    public void reset(Reset kind) {
        heard.add("reset " + kind);
    }

    @Override
    public void unplug() {
        heard.add("unplug");
    }
}
