package org.backplane.device.acpi.internal.aml;

/** Encodes names (ACPI §20.2.2): {@code PCI0}, {@code \_SB.PCI0}; a segment is filled up with underscores. */
final class NameString {
    private static final int NULL_NAME = 0x00;
    private static final int DUAL_NAME_PREFIX = 0x2e;
    private static final int MULTI_NAME_PREFIX = 0x2f;
    private static final int SEGMENT_CHARACTERS = 4;
    private static final String ROOT = "\\";

    private NameString() {
    }

    static byte[] encode(String path) {
        Blob blob = new Blob();
        String relative = path;
        if (path.startsWith(ROOT)) {
            blob.text(ROOT);
            relative = path.substring(1);
        }
        if (relative.isEmpty()) {
            return blob.u8(NULL_NAME).toBytes();
        }
        String[] segments = relative.split("\\.", -1);
        if (segments.length == 2) {
            blob.u8(DUAL_NAME_PREFIX);
        } else if (segments.length > 2) {
            blob.u8(MULTI_NAME_PREFIX).u8(segments.length);
        }
        for (String segment : segments) {
            blob.text(segment(path, segment));
        }
        return blob.toBytes();
    }

    /** One segment of a name, four characters long. */
    static String segment(String path, String segment) {
        if (!segment.matches("[A-Z_][A-Z0-9_]{0," + (SEGMENT_CHARACTERS - 1) + "}")) {
            throw new AssertionError("'" + path + "' is no name of AML");
        }
        return segment + "_".repeat(SEGMENT_CHARACTERS - segment.length());
    }
}
