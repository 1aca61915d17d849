package org.backplane.device.fwcfg.internal;

import java.util.ArrayList;
import java.util.List;

/** One structure of the SMBIOS table: header, formatted area, strings (SMBIOS §6.1). */
final class SmbiosStructure {
    private static final int HEADER_BYTES = 4;

    private final int type;
    private final int handle;
    private final Blob formatted = new Blob();
    private final List<String> strings = new ArrayList<>();

    SmbiosStructure(int type, int handle) {
        this.type = type;
        this.handle = handle;
    }

    SmbiosStructure u8(int... values) {
        for (int value : values) {
            formatted.u8(value);
        }
        return this;
    }

    SmbiosStructure u16(int... values) {
        for (int value : values) {
            formatted.u16(value);
        }
        return this;
    }

    SmbiosStructure u32(long value) {
        formatted.u32(value);
        return this;
    }

    SmbiosStructure u64(long value) {
        formatted.u64(value);
        return this;
    }

    SmbiosStructure bytes(byte... values) {
        formatted.add(values);
        return this;
    }

    /** A string: its number in the formatted area, the text behind it. */
    SmbiosStructure string(String text) {
        strings.add(text);
        return u8(strings.size());
    }

    byte[] toBytes() {
        Blob blob = new Blob().u8(type).u8(HEADER_BYTES + formatted.length()).u16(handle).add(formatted.toBytes());
        strings.forEach(text -> blob.text(text).u8(0));
        return (strings.isEmpty() ? blob.u8(0) : blob).u8(0).toBytes();
    }
}
