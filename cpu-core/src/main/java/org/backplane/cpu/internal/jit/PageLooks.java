package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IASTORE;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPGT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.IUSHR;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * Emits looks into the MMU's flat tables ({@link org.backplane.mmu.Mmu}).
 *
 * <p>If the code has inline caches, each access remembers the page that it accessed last and that page's entry of the table. Within that page
 * its entry comes from a place that is known before its address is: in a chain of accesses each of which gives the next one's address, the
 * host waits for one load each time, not for two. An access that is not aligned always looks into the table, and so does one that is often in
 * another page than last time, for which the caches have counters: what the host foresees wrongly costs more than it waits for. Whenever
 * the code is entered, the caches forget what they know if the tables have lost an entry ({@link RegionData#refresh}).
 */
final class PageLooks {
    /** What is no page of an access, as it is never in the bits that are compared. */
    static final int NO_PAGE = 0x800;
    private static final int PAGE = 4096;
    private static final int PAGE_MASK = PAGE - 1;
    private static final int PAGE_SHIFT = 12;
    /** A cache: the page, the entry, and how often another page was accessed than last time. */
    static final int WORDS = 3;
    private static final int ENTRY = 1;
    static final int MISSES = 2;

    /** An access that was not in the page that it remembers. */
    private record Miss(Label label, Label behind, BitSet temporaries, String table, int size, int linear, int entry, int cache, Label refused) {
    }

    private final Code code;
    /** Which looks have no cache, by their numbers; {@code null} if none has. */
    private final BitSet restless;
    private int looks;
    private final List<Miss> misses = new ArrayList<>();

    /**
     * For the code of a region.
     *
     * @param restless the numbers of the accesses that have no caches; {@code null} if none shall have any
     */
    PageLooks(Code code, BitSet restless) {
        this.code = code;
        this.restless = restless;
    }

    /** The code begins: caches forget what the MMU's tables may no longer have. */
    void refresh() {
        if (restless != null) {
            code.constant("data", "L" + Code.DATA + ";");
            code.loadCpu();
            code.callVirtual(Code.DATA, "refresh", "(L" + Code.CPU + ";)V");
        }
    }

    /** How many words the caches take; there is one for each look, whether it uses it or not. */
    int words() {
        return restless == null ? 0 : WORDS * looks;
    }

    /**
     * Emits a look.
     *
     * @param table   that of reads or that of writes
     * @param size    of the access in bits
     * @param linear  the local of its address
     * @param refused where to go if the bytes cannot be accessed directly
     * @return the local of the entry
     */
    int look(String table, int size, int linear, Label refused) {
        int entry = code.newTemporary();
        int number = looks++;
        if (restless == null || restless.get(number)) {
            lookUp(table, size, linear, entry, refused);
        } else {
            remember(table, size, linear, entry, number * WORDS, refused);
        }
        return entry;
    }

    private void remember(String table, int size, int linear, int entry, int cache, Label refused) {
        Label miss = new Label();
        Label behind = new Label();
        code.load(linear);
        code.push(~PAGE_MASK | size / 8 - 1);
        code.op(IAND);
        pushCache(cache);
        code.op(IALOAD);
        code.jump(IF_ICMPNE, miss);
        pushCache(cache + ENTRY);
        code.op(IALOAD);
        code.store(entry);
        code.place(behind);
        misses.add(new Miss(miss, behind, code.temporaries(), table, size, linear, entry, cache, refused));
    }

    private void pushCache(int word) {
        code.constant("caches", "[I");
        code.push(word);
    }

    /** Writes what is done about accesses to other pages than last time. */
    void emitMisses() {
        for (Miss miss : misses) {
            BitSet before = (BitSet) miss.temporaries.clone();
            before.clear(Code.bit(miss.entry));
            code.setTemporaries(before);
            code.place(miss.label);
            code.setTemporaries(miss.temporaries);
            lookUp(miss.table, miss.size, miss.linear, miss.entry, miss.refused);
            fill(miss);
            code.jump(GOTO, miss.behind);
        }
    }

    private void fill(Miss miss) {
        pushCache(miss.cache);
        code.load(miss.linear);
        code.push(~PAGE_MASK);
        code.op(IAND);
        code.op(IASTORE);
        pushCache(miss.cache + ENTRY);
        code.load(miss.entry);
        code.op(IASTORE);
        pushCache(miss.cache + MISSES);
        code.op(DUP2);
        code.op(IALOAD);
        code.push(1);
        code.op(IADD);
        code.op(IASTORE);
    }

    /** Looks without a cache; the entry gets into a local. */
    void lookUp(String table, int size, int linear, int entry, Label refused) {
        code.constant(table, "[I");
        code.load(linear);
        code.push(PAGE_SHIFT);
        code.op(IUSHR);
        code.op(IALOAD);
        code.op(DUP);
        code.store(entry);
        if (size == 8) {
            code.push(PAGE_MASK);
            code.op(IAND);
            code.jump(IFNE, refused);
        } else {
            code.load(linear);
            code.op(IOR);
            code.push(PAGE_MASK);
            code.op(IAND);
            code.push(PAGE - size / 8);
            code.jump(IF_ICMPGT, refused);
        }
    }
}
