package org.backplane.debugger.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registers in the order of the features {@code org.gnu.gdb.i386.core} and {@code org.gnu.gdb.i386.sse} (GDB manual,
 * "i386 Features"), with their names in the machine's listing, which has those of more than 64 bits in parts.
 */
enum GdbRegister {
    EAX, ECX, EDX, EBX, ESP("data_ptr"), EBP("data_ptr"), ESI, EDI, EIP("code_ptr"), EFLAGS("i386_eflags"), CS, SS, DS, ES, FS,
    GS, ST0(Kind.STACK), ST1(Kind.STACK), ST2(Kind.STACK), ST3(Kind.STACK), ST4(Kind.STACK), ST5(Kind.STACK),
    ST6(Kind.STACK), ST7(Kind.STACK), FCTRL(Kind.CONTROL, "FCW"), FSTAT(Kind.CONTROL, "FSW"), FTAG(Kind.CONTROL, "FTW"),
    FISEG(Kind.CONTROL, "FCS"), FIOFF(Kind.CONTROL, "FIP"), FOSEG(Kind.CONTROL, "FDS"), FOOFF(Kind.CONTROL, "FDP"),
    FOP(Kind.CONTROL, "FOP"), XMM0(Kind.VECTOR), XMM1(Kind.VECTOR), XMM2(Kind.VECTOR), XMM3(Kind.VECTOR), XMM4(Kind.VECTOR),
    XMM5(Kind.VECTOR), XMM6(Kind.VECTOR), XMM7(Kind.VECTOR), MXCSR(Kind.VECTOR_CONTROL, "MXCSR");

    /** What registers of a kind have in common. */
    private enum Kind {
        INTEGER("int32", "", 4),
        STACK("i387_ext", "", 8, 2),
        CONTROL("int", "float", 4),
        VECTOR("vec128", "", 8, 8),
        VECTOR_CONTROL("i386_mxcsr", "vector", 4);

        final String type;
        final String group;
        /** Lengths of the parts in which the machine has it, in bytes, the low part first. */
        final int[] parts;

        Kind(String type, String group, int... parts) {
            this.type = type;
            this.group = group;
            this.parts = parts;
        }
    }

    private final Kind kind;
    private final String type;
    private final List<String> machineNames;

    GdbRegister() {
        this("int32");
    }

    GdbRegister(String type) {
        this.kind = Kind.INTEGER;
        this.type = type;
        this.machineNames = List.of(name());
    }

    GdbRegister(Kind kind, String machineName) {
        this.kind = kind;
        this.type = kind.type;
        this.machineNames = List.of(machineName);
    }

    /** One that the machine has in two parts. */
    GdbRegister(Kind kind) {
        this.kind = kind;
        this.type = kind.type;
        this.machineNames = List.of(name() + ".LOW", name() + ".HIGH");
    }

    String type() {
        return type;
    }

    String group() {
        return kind.group;
    }

    int lengthBytes() {
        return Arrays.stream(kind.parts).sum();
    }

    /** Whether it belongs to the feature for SSE. */
    boolean isVector() {
        return kind == Kind.VECTOR || kind == Kind.VECTOR_CONTROL;
    }

    /** Its bytes as the protocol writes them, or nothing if the machine does not list it. */
    Optional<String> text(Map<String, Long> values) {
        if (!values.keySet().containsAll(machineNames)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < machineNames.size(); i++) {
            text.append(HexText.littleEndian(values.get(machineNames.get(i)), kind.parts[i]));
        }
        return Optional.of(text.toString());
    }

    /** Sets it from the bytes as the protocol writes them; high bytes that are left out are 0. */
    void set(Target target, String text) throws BadPacketException, TargetException {
        int at = 0;
        for (int i = 0; i < machineNames.size(); i++) {
            int end = Math.min(text.length(), at + 2 * kind.parts[i]);
            target.setRegister(machineNames.get(i), HexText.littleEndian(text.substring(at, end)));
            at = end;
        }
    }

    /** The register with a number of the protocol. */
    static GdbRegister of(long number) throws BadPacketException {
        if (number < 0 || number >= values().length) {
            throw new BadPacketException();
        }
        return values()[(int) number];
    }
}
