package org.backplane.device.acpi.internal.aml;

import java.util.Locale;

/**
 * A term of AML, the byte code of ACPI (ACPI §20.2); the methods are named for the operators of ASL (ACPI §19.6). Only
 * what the tables here need.
 */
public final class Term {
    private static final int EXT = 0x5b;
    private static final int ZERO = 0x00;
    private static final int ONE = 0x01;
    private static final int BYTE_PREFIX = 0x0a;
    private static final int WORD_PREFIX = 0x0b;
    private static final int DWORD_PREFIX = 0x0c;
    private static final int STRING_PREFIX = 0x0d;
    private static final int QWORD_PREFIX = 0x0e;
    private static final int NAME = 0x08;
    private static final int SCOPE = 0x10;
    private static final int BUFFER = 0x11;
    private static final int PACKAGE = 0x12;
    private static final int METHOD = 0x14;
    private static final int LOCAL0 = 0x60;
    private static final int ARG0 = 0x68;
    private static final int STORE = 0x70;
    private static final int AND = 0x7b;
    private static final int SHIFT_LEFT = 0x79;
    private static final int OR = 0x7d;
    private static final int NOTIFY = 0x86;
    private static final int CREATE_DWORD_FIELD = 0x8a;
    private static final int IF = 0xa0;
    private static final int ELSE = 0xa1;
    private static final int RETURN = 0xa4;
    private static final int EXT_OPERATION_REGION = 0x80;
    private static final int EXT_FIELD = 0x81;
    private static final int EXT_DEVICE = 0x82;

    private static final int SERIALIZED = 0x08;
    private static final int SYSTEM_IO = 0x01;
    private static final int PCI_CONFIG = 0x02;
    /** Byte accesses, no lock, the bits around a field are preserved. */
    private static final int FIELD_BYTE_ACCESS = 0x01;
    /** Accesses of four bytes, no lock, the bits around a field are preserved. */
    private static final int FIELD_DWORD_ACCESS = 0x03;

    private final byte[] bytes;

    private Term(Blob blob) {
        bytes = blob.toBytes();
    }

    /** Its encoding. */
    public byte[] bytes() {
        return bytes.clone();
    }

    // Data.

    /** An integer in its shortest form. */
    public static Term integer(long value) {
        Blob blob = new Blob();
        if (value == 0 || value == 1) {
            blob.u8(value == 0 ? ZERO : ONE);
        } else if (value >>> 8 == 0) {
            blob.u8(BYTE_PREFIX).u8((int) value);
        } else if (value >>> 16 == 0) {
            blob.u8(WORD_PREFIX).u16((int) value);
        } else if (value >>> 32 == 0) {
            blob.u8(DWORD_PREFIX).u32(value);
        } else {
            blob.u8(QWORD_PREFIX).u64(value);
        }
        return new Term(blob);
    }

    /** A plug and play ID such as {@code PNP0A03} as an integer (ACPI §19.6 "EISAID"). */
    public static Term eisaId(String id) {
        int value = 0;
        for (char letter : id.substring(0, 3).toCharArray()) {
            value = value << 5 | letter - '@';
        }
        value = value << 16 | Integer.parseInt(id.substring(3).toLowerCase(Locale.ROOT), 16);
        return integer(Integer.toUnsignedLong(Integer.reverseBytes(value)));
    }

    /** A string of ASCII characters. */
    public static Term text(String text) {
        return new Term(new Blob().u8(STRING_PREFIX).text(text).u8(0));
    }

    /** A buffer with these bytes. */
    public static Term buffer(byte... contents) {
        return packaged(new Blob().u8(BUFFER), new Blob().add(integer(contents.length).bytes).add(contents));
    }

    /** A package of at most 255 elements. */
    public static Term pack(Term... elements) {
        return packaged(new Blob().u8(PACKAGE), list(new Blob().u8(elements.length), elements));
    }

    // Names and scopes.

    /** A name, as the value it stands for. */
    public static Term path(String path) {
        return new Term(new Blob().add(NameString.encode(path)));
    }

    /** Gives a value a name. */
    public static Term name(String path, Term value) {
        return new Term(new Blob().u8(NAME).add(NameString.encode(path)).add(value.bytes));
    }

    /** Terms within a scope that exists. */
    public static Term scope(String path, Term... terms) {
        return packaged(new Blob().u8(SCOPE), list(new Blob().add(NameString.encode(path)), terms));
    }

    /** A device. */
    public static Term device(String path, Term... terms) {
        return packaged(new Blob().u8(EXT).u8(EXT_DEVICE), list(new Blob().add(NameString.encode(path)), terms));
    }

    /** A serialized method. */
    public static Term method(String path, int arguments, Term... terms) {
        return packaged(new Blob().u8(METHOD),
                list(new Blob().add(NameString.encode(path)).u8(SERIALIZED | arguments), terms));
    }

    /** A region of the PCI configuration space of the device around it. */
    public static Term pciConfigRegion(String path, int offset, int length) {
        return region(path, PCI_CONFIG, offset, length);
    }

    /** A region of ports. */
    public static Term portRegion(String path, int port, int length) {
        return region(path, SYSTEM_IO, port, length);
    }

    private static Term region(String path, int space, int offset, int length) {
        return new Term(new Blob().u8(EXT).u8(EXT_OPERATION_REGION).add(NameString.encode(path)).u8(space)
                .add(integer(offset).bytes).add(integer(length).bytes));
    }

    /** Byte fields of a region, one after the other. */
    public static Term byteFields(String region, String... names) {
        return fields(region, FIELD_BYTE_ACCESS, 8, names);
    }

    /** Fields of four bytes of a region, one after the other. */
    public static Term dwordFields(String region, String... names) {
        return fields(region, FIELD_DWORD_ACCESS, 32, names);
    }

    private static Term fields(String region, int flags, int bits, String... names) {
        Blob blob = new Blob().add(NameString.encode(region)).u8(flags);
        for (String name : names) {
            blob.text(NameString.segment(name, name)).add(PackageLength.encodeField(bits));
        }
        return packaged(new Blob().u8(EXT).u8(EXT_FIELD), blob);
    }

    // Statements and expressions.

    /** A method's argument. */
    public static Term argument(int number) {
        return new Term(new Blob().u8(ARG0 + number));
    }

    /** Stores a value. */
    public static Term store(Term value, Term target) {
        return new Term(new Blob().u8(STORE).add(value.bytes).add(target.bytes));
    }

    /** Bitwise and, not stored. */
    public static Term and(Term left, Term right) {
        return new Term(new Blob().u8(AND).add(left.bytes).add(right.bytes).u8(ZERO));
    }

    /** Bitwise and, stored. */
    public static Term and(Term left, Term right, Term target) {
        return new Term(new Blob().u8(AND).add(left.bytes).add(right.bytes).add(target.bytes));
    }

    /** Bitwise or, stored. */
    public static Term or(Term left, Term right, Term target) {
        return new Term(new Blob().u8(OR).add(left.bytes).add(right.bytes).add(target.bytes));
    }

    /** Bitwise or, not stored. */
    public static Term or(Term left, Term right) {
        return new Term(new Blob().u8(OR).add(left.bytes).add(right.bytes).u8(ZERO));
    }

    /** Shifts to the left, not stored. */
    public static Term shiftLeft(Term value, Term bits) {
        return new Term(new Blob().u8(SHIFT_LEFT).add(value.bytes).add(bits.bytes).u8(ZERO));
    }

    /** Shifts to the left, stored. */
    public static Term shiftLeft(Term value, Term bits, Term target) {
        return new Term(new Blob().u8(SHIFT_LEFT).add(value.bytes).add(bits.bytes).add(target.bytes));
    }

    /** Tells the drivers of a device what has happened to it. */
    public static Term notify(Term device, Term what) {
        return new Term(new Blob().u8(NOTIFY).add(device.bytes).add(what.bytes));
    }

    /** Calls a method. */
    public static Term call(String path, Term... arguments) {
        return new Term(list(new Blob().add(NameString.encode(path)), arguments));
    }

    /** A method's variable. */
    public static Term local(int number) {
        return new Term(new Blob().u8(LOCAL0 + number));
    }

    /** Names 32 bits in a buffer. */
    public static Term createDwordField(Term buffer, int byteIndex, String name) {
        return new Term(new Blob().u8(CREATE_DWORD_FIELD).add(buffer.bytes).add(integer(byteIndex).bytes)
                .add(NameString.encode(name)));
    }

    /** Does terms if a value is not zero. */
    public static Term when(Term condition, Term... terms) {
        return packaged(new Blob().u8(IF), list(new Blob().add(condition.bytes), terms));
    }

    /** Does terms if the condition before did not hold. */
    public static Term otherwise(Term... terms) {
        return packaged(new Blob().u8(ELSE), list(new Blob(), terms));
    }

    /** Returns a value. */
    public static Term returns(Term value) {
        return new Term(new Blob().u8(RETURN).add(value.bytes));
    }

    private static Blob list(Blob blob, Term... terms) {
        for (Term term : terms) {
            blob.add(term.bytes);
        }
        return blob;
    }

    private static Term packaged(Blob opcode, Blob contents) {
        return new Term(opcode.add(PackageLength.encode(contents.length())).add(contents.toBytes()));
    }
}
