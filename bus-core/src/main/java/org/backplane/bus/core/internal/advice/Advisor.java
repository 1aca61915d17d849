package org.backplane.bus.core.internal.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.core.internal.space.Advice;
import org.backplane.bus.core.internal.space.Initiator;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.core.internal.space.RegisterCheck;
import org.backplane.bus.core.internal.space.Space;
import org.backplane.bus.machine.FindingDTO;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * Keeps in mind what the guest did that real hardware would punish without a word. Machine thread, but any thread may
 * {@link #list}.
 */
public final class Advisor implements Advice {
    private final Findings findings = new Findings();
    private final MappingCheck mappings;
    private final LongSupplier nanos;
    private final Decodes decodes;

    /** Who knows what the base address registers hold. */
    @FunctionalInterface
    public interface Decodes {
        /** The registers that hold an address of a space, {@code memory} or {@code port}. */
        List<PciDecodeDTO> at(String space, long address);
    }

    private record Key(String kind, String pid, String range, long place, int width, boolean write) {
    }

    /**
     * Makes an advisor without findings.
     *
     * @param nanos     the virtual time
     * @param translate how the processor translates a linear address at this moment
     */
    public Advisor(LongSupplier nanos, LongFunction<TranslationDTO> translate, Decodes decodes) {
        this.nanos = nanos;
        this.decodes = decodes;
        this.mappings = new MappingCheck(findings, nanos, translate);
    }

    /** The findings, oldest first. */
    public List<FindingDTO> list() {
        return findings.list();
    }

    @Override
    public void refused(Mapping range, long address, int width, boolean write, long instruction) {
        Key key = new Key("width", range.pid(), range.declaration.name(), address, width, write);
        findings.take(key, instruction, () -> {
            FindingDTO finding = finding(key, range, address - range.declaration.first());
            finding.text = access(write) + " of width " + width + " where only " + Widths.text(range.declaration.valid())
                    + " is valid: " + lost(write);
            finding.advice = "use an access of " + bytes(Widths.text(range.declaration.valid()));
            return finding;
        });
    }

    @Override
    public void register(Mapping range, RegisterCheck.Verdict verdict, long offset, int width, boolean write,
            long instruction) {
        Key key = new Key(kind(verdict), range.pid(), range.declaration.name(), offset, width, write);
        findings.take(key, instruction, () -> {
            FindingDTO finding = finding(key, range, offset);
            List<Register> met = range.registerMap().at(offset, width);
            finding.register = met.stream().map(Register::name).collect(Collectors.joining(", "));
            describe(finding, verdict, range.registerMap(), met);
            return finding;
        });
    }

    private static String kind(RegisterCheck.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void describe(FindingDTO finding, RegisterCheck.Verdict verdict, RegisterMap map, List<Register> met) {
        String where = met.stream().map(Register::toString).collect(Collectors.joining(", "));
        String access = access(finding.write) + " of width " + finding.width;
        switch (verdict) {
            case NO_REGISTER -> {
                finding.text = access + " at offset " + hex(finding.offset) + ", where the device declares no register";
                finding.advice = "the declared registers end at offset " + hex(end(map)) + "; see the data sheet";
            }
            case READ_ONLY -> {
                finding.text = access + " to the read-only register " + where;
                finding.advice = "leave the write out; it has no effect";
            }
            case WRITE_ONLY -> {
                finding.text = access + " of the write-only register " + where;
                finding.advice = "keep a copy of what was written; what the read gives has no meaning";
            }
            case WIDTH -> {
                finding.text = access + " to " + where + ", which takes other widths";
                finding.advice = "use an access of " + bytes(widths(met));
            }
            case FITS -> throw new AssertionError(finding);
        }
    }

    private static long end(RegisterMap map) {
        return map.registers().stream().mapToLong(register -> register.offset() + register.lengthBytes() - 1).max().orElse(0);
    }

    private static String widths(List<Register> met) {
        List<String> widths = new ArrayList<>();
        for (int width = 1; width <= 8; width <<= 1) {
            int each = width;
            if (met.stream().allMatch(register -> register.takes(each))) {
                widths.add(Integer.toString(width));
            }
        }
        return String.join(",", widths);
    }

    @Override
    public void unanswered(Space space, long address, int width, boolean write, long instruction) {
        for (PciDecodeDTO decode : decodes.at(space.kind().text(), address)) {
            if (Decoding.isOpen(decode)) {
                continue;
            }
            Key key = new Key("decode-disabled", decode.pid, decode.range, decode.first, 0, false);
            findings.take(key, instruction, () -> {
                FindingDTO finding = Findings.blank(key.kind, key.pid, key.range, space.kind().text(), address,
                        address - decode.first);
                finding.width = width;
                finding.write = write;
                finding.nanos = nanos.getAsLong();
                finding.text = access(write) + " of width " + width + " to " + decode.range + " at " + hex(decode.first)
                        + "-" + hex(decode.last) + ", which " + Decoding.obstacle(decode) + ": " + lost(write);
                finding.advice = Decoding.advice(decode);
                return finding;
            });
        }
    }

    @Override
    public void mapped(Space memory, long linear, long physical, MemoryType type, Initiator initiator) {
        mappings.mapped(memory, linear, physical, type, initiator);
    }

    /** A tap had to change an access and did not. */
    public void neverFired(String tap, String account) {
        findings.take(List.of("tap-not-fired", tap), -1, () -> notFired(tap, account, nanos.getAsLong()));
    }

    /** What is said of a tap that has changed nothing so far. */
    public static FindingDTO notFired(String tap, String account, long nanosNow) {
        FindingDTO finding = Findings.blank("tap-not-fired", tap, "", "", 0, 0);
        finding.nanos = nanosNow;
        finding.text = "the tap was to change an access and did not; " + account;
        finding.advice = "the test did not reach the fault: look at what the tap chooses, and at how many accesses it lets pass";
        return finding;
    }

    private FindingDTO finding(Key key, Mapping range, long offset) {
        FindingDTO finding = Findings.blank(key.kind, key.pid, key.range, range.declaration.space().text(),
                range.declaration.first() + offset, offset);
        finding.width = key.width;
        finding.write = key.write;
        finding.nanos = nanos.getAsLong();
        return finding;
    }

    private static String access(boolean write) {
        return write ? "write" : "read";
    }

    private static String lost(boolean write) {
        return write ? "it is lost" : "it gives all ones";
    }

    private static String bytes(String widths) {
        return widths + (widths.equals("1") ? " byte" : " bytes");
    }

    private static String hex(long number) {
        return Long.toHexString(number) + "h";
    }
}
