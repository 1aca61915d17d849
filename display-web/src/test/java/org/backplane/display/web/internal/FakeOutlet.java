package org.backplane.display.web.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A viewer that takes everything, or is slow for as long as a test wants. */
final class FakeOutlet implements Outlet {
    final List<String> texts = new ArrayList<>();
    final List<ByteBuffer> messages = new ArrayList<>();
    /** Both kinds in their order, bytes as text. */
    final List<String> all = new ArrayList<>();
    boolean free = true;

    @Override
    public boolean isFree() {
        return free;
    }

    @Override
    public void send(String text) {
        texts.add(text);
        all.add(text);
    }

    @Override
    public void send(ByteBuffer bytes) {
        messages.add(bytes);
        all.add(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
    }
}
