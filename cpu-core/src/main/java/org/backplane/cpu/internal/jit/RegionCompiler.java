package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Makes a class of a region: hidden, so that it goes when the region goes. Any thread. */
public final class RegionCompiler {
    /** HotSpot compiles no method above 8,000 bytes of bytecode unless it is told to. */
    private static final int MOST_BYTES = 7_000;
    private static final int MOST_IF_LARGE = 12_000;
    /** With inline caches, which have code for accesses to other pages that seldom runs. */
    private static final int MOST_IF_REMEMBERING = 24_000;
    /** Fields of {@link RegionData} that the code has as constants, and their types. */
    private static final Map<String, String> CONSTANTS = new TreeMap<>(Map.of("arena", "[B", "reads", "[I", "writes", "[I",
            "registers", "[I", "caches", "[I", "ways", "[I", "run", "L" + Code.RUN + ";"));
    private static final String BASE = Code.PACKAGE + "jit/RegionCode";

    static {
        RegionData.SEGMENTS.forEach(segment -> CONSTANTS.put(segment, "L" + Code.SEGMENT + ";"));
    }

    private final Cpu c;
    private final HandlerSource handlers;
    private final Escapes escapes;
    private final Journal journal;
    private final boolean warms;
    private final boolean best;
    private volatile boolean ready;

    /**
     * For a processor.
     *
     * @param handlers gives the handlers of what is not translated
     * @param escapes  executes it
     * @param journal  takes what is written, or {@code null}
     * @param warms    whether HotSpot is made to compile the code before it is handed out, which takes milliseconds
     * @param best     whether code is made for C2 from the beginning
     */
    public RegionCompiler(Cpu c, HandlerSource handlers, Escapes escapes, Journal journal, boolean warms,
            boolean best) {
        this.warms = warms;
        this.best = best;
        this.c = c;
        this.handlers = handlers;
        this.escapes = escapes;
        this.journal = journal;
    }

    /**
     * A region's code with what it refers to.
     *
     * @param bytes of bytecode, at most
     * @param quick whether HotSpot can compile it better if it is made anew
     */
    public record Compiled(RegionShape shape, RegionCode code, RegionData data, int bytes, boolean quick) {
    }

    /** A class that is written but not loaded. */
    record Written(RegionShape shape, byte[] classFile, Handler[] handlers, int[] ways, int cacheWords, int bytes) {
    }

    /** Makes the code of a region, or of as many of its first blocks as make a method that HotSpot compiles. */
    public Compiled compile(RegionShape shape) {
        boolean quick = isQuick();
        Written written = quick ? writeWhatFits(shape.enteredAnywhere(), Tiers.QUICK) : writeBest(shape, new BitSet());
        RegionData data = new RegionData(c, shape, escapes, journal);
        data.handlers = written.handlers;
        RegionCode code = load(written, data);
        warmFirst(code, quick);
        return new Compiled(written.shape, code, data, written.bytes, quick);
    }

    /** Finds out what HotSpot can do, for which it loads hundreds of classes. Before anything else is asked. */
    public void prepare() {
        Tiers.prepare();
        ready = true;
    }

    /** Whether it is prepared. */
    public boolean isReady() {
        return ready;
    }

    /** Whether methods may have more bytecode than HotSpot usually compiles. */
    public boolean isLarge() {
        return Tiers.LARGE;
    }

    /** Whether code is made for C1 first; it can be entered at each of its blocks. */
    public boolean isQuick() {
        return !best && Tiers.DIRECTED;
    }

    /**
     * Makes the code of a region anew, for HotSpot to compile it as well as it can.
     *
     * @param entries  where it can be entered
     * @param restless accesses that do not remember their page ({@link RegionData#restless}); {@code null} if none shall do
     * @return {@code null} if there is too much of it
     */
    public RegionCode recompile(Compiled quick, Set<Integer> entries, BitSet restless) {
        Written written = writeBest(quick.shape().enteredAt(entries), restless);
        if (written.shape.blocks().size() < quick.shape().blocks().size()) {
            return null;
        }
        // Handlers have no state, and are numbered in the same order.
        RegionCode code = load(written, quick.data());
        warmBest(code, quick.code());
        return code;
    }

    /**
     * Has HotSpot compile code that was made anew, of which it has given up what it had compiled; not for long.
     *
     * @param quick code of the same region that HotSpot has compiled
     */
    public void warmBest(RegionCode code, RegionCode quick) {
        if (warms) {
            Tiers.warmBest(code, quick);
        }
    }

    /**
     * Whether HotSpot interprets code. Takes some microseconds.
     *
     * @param quick code of the same region that HotSpot has compiled
     */
    public boolean isInterpreted(RegionCode code, RegionCode quick) {
        return Tiers.isInterpreted(code, quick);
    }

    private void warmFirst(RegionCode code, boolean quick) {
        if (warms && quick) {
            Tiers.warmQuick(code);
        } else if (warms) {
            Tiers.warmAlone(code);
        }
    }

    private static RegionCode load(Written written, RegionData data) {
        data.ways = written.ways;
        data.remember(written.cacheWords);
        try {
            MethodHandles.lookup().defineHiddenClassWithClassData(written.classFile, data, true);
            return data.code;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** With inline caches, if there shall be any and all of it fits with them. */
    private Written writeBest(RegionShape shape, BitSet restless) {
        if (restless == null) {
            return writeWhatFits(shape, Tiers.BEST);
        }
        Written remembering = write(shape, Tiers.BEST, restless);
        return remembering.bytes <= (isLarge() ? MOST_IF_REMEMBERING : MOST_BYTES) ? remembering : writeWhatFits(shape, Tiers.BEST);
    }

    /** Without inline caches, and as many of the first blocks as make a method that HotSpot compiles. */
    private Written writeWhatFits(RegionShape whole, String name) {
        int most = isLarge() ? MOST_IF_LARGE : MOST_BYTES;
        RegionShape shape = whole;
        while (true) {
            Written written = write(shape, name, null);
            int blocks = shape.blocks().size();
            if (written.bytes <= most || blocks == 1) {
                return written;
            }
            shape = shape.first(Math.max(1, (int) ((long) (blocks - 1) * most / written.bytes)));
        }
    }

    /**
     * Writes the class file.
     *
     * @param restless which accesses have no inline cache ({@link PageLooks}); {@code null} if none shall have one
     */
    Written write(RegionShape shape, String name, BitSet restless) {
        shape.blocks().forEach(block -> block.translate(handlers, shape.addressing()));
        ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        w.visit(V17, ACC_FINAL | ACC_SUPER, name, null, BASE, null);
        constants(w, name);
        constructor(w);
        MethodVisitor run = w.visitMethod(ACC_PUBLIC, "run", "(L" + Code.CPU + ";)I", null, null);
        run.visitCode();
        RegisterUse use = RegisterUse.of(shape);
        Code code = new Code(run, name, use.used(), name.equals(Tiers.QUICK));
        RegionEmitter emitter = new RegionEmitter(code, shape, use, restless, journal != null);
        emitter.emit();
        w.visitEnd();
        return new Written(shape, w.toByteArray(), emitter.handlers(), emitter.ways(), emitter.cacheWords(), code.bytes());
    }

    private static void constructor(ClassWriter w) {
        MethodVisitor m = w.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        m.visitCode();
        m.visitVarInsn(ALOAD, 0);
        m.visitMethodInsn(INVOKESPECIAL, BASE, "<init>", "()V", false);
        m.visitInsn(RETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    /** Fields that HotSpot takes for constants, filled from the class data. */
    private static void constants(ClassWriter w, String name) {
        field(w, "data", "L" + Code.DATA + ";");
        CONSTANTS.forEach((constant, type) -> field(w, constant, type));
        MethodVisitor m = w.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        m.visitCode();
        m.visitMethodInsn(INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;", false);
        m.visitLdcInsn("_");
        m.visitLdcInsn(Type.getObjectType(Code.DATA));
        m.visitMethodInsn(INVOKESTATIC, "java/lang/invoke/MethodHandles", "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;", false);
        m.visitTypeInsn(CHECKCAST, Code.DATA);
        CONSTANTS.forEach((constant, type) -> {
            m.visitInsn(DUP);
            m.visitFieldInsn(GETFIELD, Code.DATA, constant, type);
            m.visitFieldInsn(PUTSTATIC, name, constant, type);
        });
        m.visitInsn(DUP);
        m.visitFieldInsn(PUTSTATIC, name, "data", "L" + Code.DATA + ";");
        m.visitTypeInsn(NEW, name);
        m.visitInsn(DUP);
        m.visitMethodInsn(INVOKESPECIAL, name, "<init>", "()V", false);
        m.visitFieldInsn(PUTFIELD, Code.DATA, "code", "L" + BASE + ";");
        m.visitInsn(RETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    private static void field(ClassWriter w, String name, String type) {
        w.visitField(ACC_STATIC | ACC_FINAL, name, type, null, null).visitEnd();
    }
}
