package org.backplane.cpu.internal.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The opcode map, read from {@code opcode-map.txt} in the manual's notation, and the look-up from opcode bytes to its
 * lines.
 */
public final class OpcodeMap {
    // Compiled once, and before the map is read, which happens while a machine starts.
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern OPCODE = Pattern.compile("[0-9A-F]{2}\\+?");
    private static final Pattern MOD_RM = Pattern.compile("[C-F][0-9A-F]");

    /** The map of this processor. */
    public static final OpcodeMap INSTANCE = new OpcodeMap();

    /** Prefix that selects a line: none, F3, F2, 66. Indexes {@link Cell#entries}. */
    static final int NO_PREFIX = 0;
    static final int F3 = 1;
    static final int F2 = 2;
    static final int P66 = 3;

    private static final int FIRST_REGISTER_FORM = 0xC0;

    /** The lines at one opcode: by prefix, by the reg field, by whether the mod field names a register. */
    private static final class Cell {
        final OpcodeEntry[] entries = new OpcodeEntry[4 * 8 * 2];
        /** Lines of which ModR/M is a second opcode byte, from C0h on; null if the opcode has none. */
        OpcodeEntry[] exact;
        /** Whether a prefix that selects no line makes the opcode undefined. */
        boolean prefixesSelect;
    }

    private final Cell[] cells = new Cell[512];
    private final List<OpcodeEntry> entries = new ArrayList<>();
    /** What undefined opcodes decode to. */
    public final OpcodeEntry undefined;

    private OpcodeMap() {
        undefined = new OpcodeEntry(0, "", 0, "(undefined)", List.of(), Set.of("jumps"), "");
        entries.add(undefined);
        for (String line : lines()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                add(line);
            }
        }
    }

    private static List<String> lines() {
        try (InputStream in = OpcodeMap.class.getResourceAsStream("opcode-map.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("opcode-map.txt", e);
        }
    }

    private void add(String line) {
        List<String> words = List.of(SPACE.split(line.trim()));
        boolean second = OPCODE.matcher(words.get(1)).matches();
        int prefix = !second ? NO_PREFIX : switch (words.get(0)) {
            case "F3" -> F3;
            case "F2" -> F2;
            case "66" -> P66;
            default -> NO_PREFIX;
        };
        int at = prefix == NO_PREFIX ? 0 : 1;
        int map = 0;
        if (words.get(at).equals("0F")) {
            map = 256;
            at++;
        }
        boolean eight = words.get(at).endsWith("+");
        int opcode = Integer.parseInt(words.get(at++).substring(0, 2), 16);
        int reg = words.get(at).startsWith("/") ? words.get(at++).charAt(1) - '0' : -1;
        String mod = words.get(at).equals("mem") || words.get(at).equals("reg") ? words.get(at++) : "";
        int modRm = MOD_RM.matcher(words.get(at)).matches() ? Integer.parseInt(words.get(at++), 16) : -1;
        String text = String.join(" ", words.subList(0, at));
        String mnemonic = words.get(at++);
        List<OperandSpec> operands = words.get(at).equals("-") ? List.of()
                : Arrays.stream(words.get(at).split(",")).map(OperandSpec::parse).toList();
        Set<String> attributes = new HashSet<>(words.subList(at + 1, words.size()));
        OpcodeEntry entry = new OpcodeEntry(entries.size(), text, opcode, mnemonic, operands, attributes, mod);
        entries.add(entry);
        if (modRm >= 0) {
            placeExact(entry, map + opcode, modRm);
            return;
        }
        for (int i = 0; i < (eight ? 8 : 1); i++) {
            place(entry, map + opcode + i, prefix, reg);
        }
    }

    private Cell cell(int position) {
        if (cells[position] == null) {
            cells[position] = new Cell();
        }
        return cells[position];
    }

    private void placeExact(OpcodeEntry entry, int position, int modRm) {
        Cell cell = cell(position);
        if (cell.exact == null) {
            cell.exact = new OpcodeEntry[256 - FIRST_REGISTER_FORM];
        }
        cell.exact[modRm - FIRST_REGISTER_FORM] = entry;
    }

    private void place(OpcodeEntry entry, int position, int prefix, int reg) {
        cell(position).prefixesSelect |= entry.prefixesSelect;
        for (int r = 0; r < 8; r++) {
            for (int register = 0; register < 2; register++) {
                boolean fits = (reg < 0 || reg == r)
                        && !(register == 1 && entry.memoryOnly) && !(register == 0 && entry.registerOnly);
                if (fits) {
                    cells[position].entries[(prefix * 8 + r) * 2 + register] = entry;
                }
            }
        }
    }

    /** All lines; the first stands for undefined opcodes. */
    public List<OpcodeEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Whether an opcode is followed by ModR/M. Opcodes of the second map are 256 and up. */
    boolean hasModRm(int opcode) {
        Cell cell = cells[opcode];
        if (cell != null) {
            for (OpcodeEntry entry : cell.entries) {
                if (entry != null) {
                    return entry.modRm;
                }
            }
        }
        return false;
    }

    /** The line for an opcode, the prefix that selects (F2 and F3 before 66), and ModR/M (C0h if the opcode has none). */
    OpcodeEntry find(int opcode, int prefix, int modRm) {
        Cell cell = cells[opcode];
        if (cell == null) {
            return undefined;
        }
        if (cell.exact != null && modRm >= FIRST_REGISTER_FORM
                && cell.exact[modRm - FIRST_REGISTER_FORM] != null) {
            return cell.exact[modRm - FIRST_REGISTER_FORM];
        }
        int index = (modRm >>> 3 & 7) * 2 + (modRm >= FIRST_REGISTER_FORM ? 1 : 0);
        OpcodeEntry entry = cell.entries[prefix * 16 + index];
        if (entry == null && !cell.prefixesSelect) {
            entry = cell.entries[index];
        }
        return entry == null ? undefined : entry;
    }
}
