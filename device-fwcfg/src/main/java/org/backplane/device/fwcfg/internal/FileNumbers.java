package org.backplane.device.fwcfg.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Gives each file its number and keeps it: a guest that reads the directory after a reset finds the same. */
final class FileNumbers {
    private static final int NAME_BYTES = 56;

    private final Map<String, Integer> numbers = new HashMap<>();

    /** A file that has its number; the first one has the first number. */
    record Name(String name) {
    }

    Name[] names() {
        return numbers.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(entry -> new Name(entry.getKey()))
                .toArray(Name[]::new);
    }

    void restore(Name[] names) {
        numbers.clear();
        for (Name name : names) {
            of(name.name());
        }
    }

    /** The numbers of files; a file that had one before keeps it. */
    int of(String name) {
        return numbers.computeIfAbsent(name, unknown -> FwCfgKey.FILE_FIRST + numbers.size());
    }

    boolean hasRoomFor(String name) {
        return numbers.containsKey(name) || numbers.size() < FwCfgKey.FILES;
    }

    /** Whether a directory entry can hold the name with its terminating zero. */
    static boolean isName(String name) {
        return !name.isEmpty() && name.length() < NAME_BYTES && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** The directory: big-endian count, then size, number and name of each file (QEMU fw_cfg, "File Directory"). */
    byte[] directory(SortedMap<String, byte[]> files) {
        Blob directory = new Blob().bigEndian32(files.size());
        files.forEach((name, contents) -> directory.bigEndian32(contents.length).bigEndian16(of(name)).bigEndian16(0)
                .text(name).zeroes(NAME_BYTES - name.length()));
        return directory.toBytes();
    }
}
