package org.backplane.snapshot.internal;

/** Names and numbers of the format ({@code docs/snapshot-format.md}). */
final class Format {
    /** What the manifest says it is. */
    static final String NAME = "backplane-snapshot";
    /** The version of the format that is written, and the newest that is read. */
    static final int VERSION = 1;
    static final String MANIFEST = "manifest.json";
    static final String DESCRIPTION = "machine.json";
    static final int PAGE_BYTES = 4096;

    private Format() {
    }

    static String state(int slot) {
        return "slots/" + slot + ".state";
    }

    static String slab(int slot, int slab) {
        return "slots/" + slot + "." + slab + ".pages";
    }

    static String overlay(int disk) {
        return "disks/" + disk + ".clusters";
    }
}
