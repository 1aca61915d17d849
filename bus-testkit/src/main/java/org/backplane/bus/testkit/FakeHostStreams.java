package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.backplane.bus.host.HostStreams;

/** A host on which every stream can be opened, unless the test refuses it. */
public final class FakeHostStreams implements HostStreams {
    private final FakeWires wires;
    private final List<FakeHostStream> opened = new ArrayList<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /**
     * Makes a host.
     *
     * @param wires the machine's side; its thread rules hold in the callbacks
     */
    public FakeHostStreams(FakeWires wires) {
        this.wires = wires;
    }

    /**
     * Makes opening a stream fail.
     *
     * @param name    the stream's name
     * @param message what the exception says
     */
    public void refuse(String name, String message) {
        refused.put(name, message);
    }

    @Override
    public HostStream open(String name, HostInput input) {
        if (refused.containsKey(name)) {
            throw new HostStreamException(refused.get(name), null);
        }
        for (FakeHostStream open : opened) {
            if (open.takeOver(name, input)) {
                return open;
            }
        }
        FakeHostStream stream = new FakeHostStream(wires, name, input);
        opened.add(stream);
        return stream;
    }

    /**
     * Every stream that was opened, closed ones too.
     *
     * @return in the order of opening
     */
    public List<FakeHostStream> opened() {
        return List.copyOf(opened);
    }

    /**
     * The one stream that was opened.
     *
     * @return the stream
     * @throws AssertionError if there was none, or more than one
     */
    public FakeHostStream only() {
        if (opened.size() != 1) {
            throw new AssertionError("expected one open stream, there are " + opened.size());
        }
        return opened.get(0);
    }
}
