package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.machine.TranslatedRegionDTO;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.interp.RegionFinder.Found;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;

/** Translated code: what it was translated from, where that lies, and the blocks at which it is entered. */
final class Region {
    /** Bytes of the arena that were translated. */
    record Source(int linear, int index, byte[] bytes) {
        int end() {
            return index + bytes.length;
        }

        boolean overlaps(int first, int length) {
            return index < first + length && first < index + bytes.length;
        }
    }

    /** Beyond so many it forgets those that are no longer used. */
    private static final int MOST_ENTRANCES = 64;

    /** Its code as HotSpot compiles it soon. */
    final RegionCode quick;
    final Pace quickPace = Pace.ofQuick();
    /** Its code as HotSpot compiles it well, or {@code null}. */
    RegionCode best;
    final Pace bestPace = Pace.ofBest();
    /** Whether the best code has been asked for. */
    boolean promoted;
    final Compiled compiled;
    /** The mode it was decoded in. */
    final int mode;
    final List<Source> sources;
    /** The blocks that know it. */
    private final List<CountedBlock> entrances = new ArrayList<>();
    /** The epoch in which its pages were looked at. */
    private int epoch = -1;
    private final int allPages;
    /** Instructions executed in it since regions were last dropped. */
    long executed;
    /** And before that. */
    private long executedBefore;
    /** How often it was entered. */
    long entries;
    /** Physical address of its root when it was translated. */
    private final long physical;

    Region(Compiled compiled, Found found) {
        this.compiled = compiled;
        this.quick = compiled.code();
        this.mode = found.mode();
        this.sources = found.sources();
        this.physical = found.physical();
        this.allPages = (1 << compiled.shape().pages().size()) - 1;
    }

    /** Whether HotSpot has compiled it. */
    boolean isFast() {
        return quickPace.isFast() || best != null && bestPace.isFast();
    }

    /**
     * Makes sure that its code knows which of its pages are where they were when it was translated.
     *
     * @return whether this is the first look since translations have changed, and one of them is not
     */
    boolean validate(Cpu c) {
        if (epoch == c.execution.epoch && compiled.data().pages == allPages) {
            return false;
        }
        boolean changed = epoch != c.execution.epoch;
        lookAtPages(c);
        return changed && compiled.data().pages != allPages;
    }

    private void lookAtPages(Cpu c) {
        List<Integer> pages = compiled.shape().pages();
        int valid = 0;
        for (int i = 0; i < pages.size(); i++) {
            if (isWhereItWas(c, pages.get(i))) {
                valid |= 1 << i;
            }
        }
        compiled.data().pages = valid;
        epoch = c.execution.epoch;
    }

    private boolean isWhereItWas(Cpu c, int page) {
        long physical = c.mmu.cachedFetch(page << 12, c.user());
        if (physical < 0) {
            return false;
        }
        int index = c.mmu.arenaIndex(physical);
        for (Source source : sources) {
            if (source.linear >>> 12 == page) {
                c.execution.foundCode(source.linear, source.linear);
                return index == (source.index & ~0xFFF);
            }
        }
        return false;
    }

    /** Whether it has an entry at a block. */
    boolean isEnteredAt(Block b) {
        if (b.mode != mode) {
            return false;
        }
        for (Source source : sources) {
            int offset = b.start - source.index;
            if (offset >= 0 && offset < source.bytes.length
                    && compiled.shape().entries().contains(source.linear + offset)) {
                return true;
            }
        }
        return false;
    }

    /** Index in the arena of an address in it. */
    int indexOf(int eip) {
        for (Source source : sources) {
            if (eip - source.linear >= 0 && eip - source.linear < source.bytes.length) {
                return source.index + eip - source.linear;
            }
        }
        throw new AssertionError(Integer.toHexString(eip));
    }

    /** Whether it was found from there. */
    boolean isRoot(int eip) {
        return root() == eip;
    }

    /** Linear address of the block that it was found from. */
    int root() {
        return compiled.shape().blocks().get(0).start();
    }

    long physical() {
        return physical;
    }

    /** Begins to count what is executed in it from now on. */
    void countAnew() {
        executedBefore += executed;
        executed = 0;
    }

    /** Instructions executed in it since it was installed. */
    long executedEver() {
        return executedBefore + executed;
    }

    int guestBytes() {
        return sources.stream().mapToInt(source -> source.bytes.length).sum();
    }

    TranslatedRegionDTO describe() {
        TranslatedRegionDTO dto = new TranslatedRegionDTO();
        dto.linear = Integer.toUnsignedLong(root());
        dto.physical = physical;
        dto.instructions = compiled.shape().instructions();
        dto.guestBytes = guestBytes();
        dto.bytecodeBytes = compiled.bytes();
        dto.tier = best != null && bestPace.isFast() ? "best" : quickPace.isFast() ? "quick" : "trial";
        dto.entries = entries;
        dto.executed = executedEver();
        return dto;
    }

    boolean overlaps(int index, int bytes) {
        for (Source source : sources) {
            if (source.overlaps(index, bytes)) {
                return true;
            }
        }
        return false;
    }

    /** A block at one of its entries will enter it from now on. */
    void attach(CountedBlock b) {
        if (entrances.size() > MOST_ENTRANCES) {
            entrances.removeIf(old -> old.epoch == Block.DEAD);
        }
        b.region = this;
        entrances.add(b);
    }

    /** It must not be entered any more, and is left as soon as an instruction that it had executed is done. */
    void kill() {
        compiled.data().dead = true;
        for (CountedBlock b : entrances) {
            if (b.region == this) {
                b.region = null;
                b.heat = 0;
            }
        }
        entrances.clear();
    }
}
