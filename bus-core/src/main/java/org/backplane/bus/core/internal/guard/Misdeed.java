package org.backplane.bus.core.internal.guard;

/** What a device can do wrong. */
public enum Misdeed {
    /** Its code threw something. */
    THREW("threw", false),
    /** It asserted its pins, or sent messages, more often than anything in a PC does. */
    STORM("interrupt storm", false),
    /** It tried to reach by DMA what its properties do not grant. */
    DMA("dma", true),
    /** Its DMA came to its own registers. */
    REENTRANCE("re-entrance", true),
    /** It posted work without end while nothing could be done about it. */
    FLOOD("flood", false),
    /** Its code does not return. */
    HANG("hang", false);

    private final String text;
    private final boolean refused;

    Misdeed(String text, boolean refused) {
        this.text = text;
        this.refused = refused;
    }

    /** As listings write it. */
    public String text() {
        return text;
    }

    /** Whether it was not carried out, so that it did no harm yet. A guest that programs a wrong address can cause it. */
    public boolean isRefused() {
        return refused;
    }
}
