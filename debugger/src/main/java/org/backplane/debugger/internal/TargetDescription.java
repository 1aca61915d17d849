package org.backplane.debugger.internal;

import java.util.Locale;

/** What gdb is told of the registers (GDB manual, "Target Description Format"; "i386 Features"). */
final class TargetDescription {
    private static final String[] EFLAGS = {"CF", "", "PF", "", "AF", "", "ZF", "SF", "TF", "IF", "DF", "OF", "", "", "NT", "",
        "RF", "VM", "AC", "VIF", "VIP", "ID"};
    private static final String[] MXCSR = {"IE", "DE", "ZE", "OE", "UE", "PE", "DAZ", "IM", "DM", "ZM", "OM", "UM", "PM", "", "",
        "FZ"};
    /** Names of the members of gdb's type of an XMM register, and their element types and counts. */
    private static final String[][] VECTORS = {{"v4_float", "ieee_single", "4"}, {"v2_double", "ieee_double", "2"},
        {"v16_int8", "int8", "16"}, {"v8_int16", "int16", "8"}, {"v4_int32", "int32", "4"}, {"v2_int64", "int64", "2"}};

    private final StringBuilder xml = new StringBuilder();

    private TargetDescription() {
    }

    static String text() {
        TargetDescription description = new TargetDescription();
        description.line("<?xml version=\"1.0\"?>");
        description.line("<!DOCTYPE target SYSTEM \"gdb-target.dtd\">");
        description.line("<target version=\"1.0\">");
        description.line("<architecture>i386</architecture>");
        description.core();
        description.vectors();
        description.line("</target>");
        return description.xml.toString();
    }

    private void line(String text, Object... values) {
        xml.append(String.format(Locale.ROOT, text, values)).append('\n');
    }

    private void core() {
        line("<feature name=\"org.gnu.gdb.i386.core\">");
        flags("i386_eflags", EFLAGS);
        registers(false);
        line("</feature>");
    }

    private void vectors() {
        line("<feature name=\"org.gnu.gdb.i386.sse\">");
        for (String[] vector : VECTORS) {
            line("<vector id=\"%s\" type=\"%s\" count=\"%s\"/>", vector[0], vector[1], vector[2]);
        }
        line("<union id=\"vec128\">");
        for (String[] vector : VECTORS) {
            line("<field name=\"%s\" type=\"%s\"/>", vector[0], vector[0]);
        }
        line("<field name=\"uint128\" type=\"uint128\"/>");
        line("</union>");
        flags("i386_mxcsr", MXCSR);
        registers(true);
        line("</feature>");
    }

    private void flags(String id, String[] names) {
        line("<flags id=\"%s\" size=\"4\">", id);
        for (int bit = 0; bit < names.length; bit++) {
            if (!names[bit].isEmpty()) {
                line("<field name=\"%s\" start=\"%d\" end=\"%d\"/>", names[bit], bit, bit);
            }
        }
        line("</flags>");
    }

    private void registers(boolean vector) {
        for (GdbRegister register : GdbRegister.values()) {
            if (register.isVector() == vector) {
                line("<reg name=\"%s\" bitsize=\"%d\" type=\"%s\"%s/>", register.name().toLowerCase(Locale.ROOT),
                        8 * register.lengthBytes(), register.type(),
                        register.group().isEmpty() ? "" : " group=\"" + register.group() + "\"");
            }
        }
    }
}
