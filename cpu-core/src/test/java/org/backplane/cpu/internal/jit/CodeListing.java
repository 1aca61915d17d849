package org.backplane.cpu.internal.jit;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The generated method as text, one instruction a line, locals by what they hold. */
final class CodeListing extends MethodVisitor {
    private static final String[] FIXED = {"registers", "cpu", "budget", "eip", "result", "carries", "pages", "way", "form",
        "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};
    private static final String[] NAMES = new String[256];

    static {
        for (Field field : Opcodes.class.getFields()) {
            try {
                if (field.getType() == int.class && isInstruction(field.getName())) {
                    NAMES[field.getInt(null)] = field.getName().toLowerCase(Locale.ROOT);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final List<String> lines = new ArrayList<>();
    private final Map<Label, Integer> labels = new IdentityHashMap<>();

    private CodeListing() {
        super(Opcodes.ASM9);
    }

    private static boolean isInstruction(String name) {
        return !name.startsWith("ACC_") && !name.startsWith("V") && !name.startsWith("T_") && !name.startsWith("H_")
                && !name.startsWith("F_") && !name.startsWith("ASM") && !name.startsWith("SOURCE");
    }

    /** The lines of a class's method {@code run}. */
    static List<String> of(byte[] classFile) {
        CodeListing listing = new CodeListing();
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
                return name.equals("run") ? listing : null;
            }
        }, ClassReader.SKIP_FRAMES);
        return listing.lines;
    }

    private static String local(int index) {
        return index < FIXED.length ? FIXED[index] : "t" + (index - FIXED.length);
    }

    private String label(Label label) {
        return "L" + labels.computeIfAbsent(label, l -> labels.size());
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('/') + 1).replace(";", "").replaceFirst("\\$.*", "");
    }

    @Override
    public void visitInsn(int opcode) {
        lines.add("    " + NAMES[opcode]);
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
        lines.add("    " + NAMES[opcode] + " " + local(index));
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        lines.add("    " + NAMES[opcode] + " " + operand);
    }

    @Override
    public void visitLdcInsn(Object value) {
        lines.add("    ldc " + (value instanceof Integer i ? "0x" + Integer.toHexString(i) : value));
    }

    @Override
    public void visitIincInsn(int index, int by) {
        lines.add("    iinc " + local(index) + " " + by);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        lines.add("    " + NAMES[opcode] + " " + simple(owner) + "." + name);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        lines.add("    " + NAMES[opcode] + " " + simple(owner) + "." + name);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
        lines.add("    " + NAMES[opcode] + " " + label(target));
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
        StringJoiner cases = new StringJoiner(", ");
        for (int i = 0; i < keys.length; i++) {
            cases.add(Integer.toHexString(keys[i]) + " " + label(targets[i]));
        }
        lines.add("    lookupswitch " + cases + ", else " + label(otherwise));
    }

    @Override
    public void visitLabel(Label label) {
        lines.add(label(label) + ":");
    }
}
