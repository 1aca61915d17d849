package org.backplane.debugger.internal;

import java.util.Locale;
import java.util.Optional;

/**
 * The registers in the order of the feature {@code org.gnu.gdb.i386.core} (GDB manual, "i386 Features"), with their names in
 * the target description and in the machine's listing.
 *
 * <p>Not modelled: the contents of the x87 stack and of the last instruction's pointers; they are answered as unavailable.
 */
enum GdbRegister {
    EAX, ECX, EDX, EBX, ESP("data_ptr"), EBP("data_ptr"), ESI, EDI, EIP("code_ptr"), EFLAGS("i386_eflags"), CS, SS, DS, ES, FS,
    GS, ST0(10), ST1(10), ST2(10), ST3(10), ST4(10), ST5(10), ST6(10), ST7(10), FCTRL("FCW", true), FSTAT("FSW", true),
    FTAG("FTW", true), FISEG("", true), FIOFF("", true), FOSEG("", true), FOOFF("", true), FOP("", true);

    private final String type;
    private final int lengthBytes;
    private final String machineName;

    GdbRegister() {
        this("int32");
    }

    GdbRegister(String type) {
        this.type = type;
        this.lengthBytes = 4;
        this.machineName = name();
    }

    GdbRegister(int lengthBytes) {
        this.type = "i387_ext";
        this.lengthBytes = lengthBytes;
        this.machineName = "";
    }

    GdbRegister(String machineName, boolean floatingPoint) {
        this.type = "int";
        this.lengthBytes = 4;
        this.machineName = machineName;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** Its name in the machine's listing; empty if it is not there. */
    Optional<String> machineName() {
        return machineName.isEmpty() ? Optional.empty() : Optional.of(machineName);
    }

    /** The register with a number of the protocol. */
    static GdbRegister of(long number) throws BadPacketException {
        if (number < 0 || number >= values().length) {
            throw new BadPacketException();
        }
        return values()[(int) number];
    }

    /** The target description (GDB manual, "Target Description Format"). */
    static String description() {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0"?>
                <!DOCTYPE target SYSTEM "gdb-target.dtd">
                <target version="1.0">
                <architecture>i386</architecture>
                <feature name="org.gnu.gdb.i386.core">
                <flags id="i386_eflags" size="4">
                """);
        String[] flags = {"CF", "", "PF", "", "AF", "", "ZF", "SF", "TF", "IF", "DF", "OF", "", "", "NT", "", "RF", "VM", "AC",
            "VIF", "VIP", "ID"};
        for (int bit = 0; bit < flags.length; bit++) {
            if (!flags[bit].isEmpty()) {
                xml.append(String.format("<field name=\"%s\" start=\"%d\" end=\"%d\"/>%n", flags[bit], bit, bit));
            }
        }
        xml.append("</flags>\n");
        for (GdbRegister register : values()) {
            xml.append(String.format("<reg name=\"%s\" bitsize=\"%d\" type=\"%s\"%s/>%n", register.name().toLowerCase(
                    Locale.ROOT), 8 * register.lengthBytes, register.type,
                    register.type.equals("int") ? " group=\"float\"" : ""));
        }
        return xml.append("</feature>\n</target>\n").toString();
    }
}
