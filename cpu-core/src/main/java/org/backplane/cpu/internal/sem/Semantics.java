package org.backplane.cpu.internal.sem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.cpu.internal.decode.OpcodeEntry;

/** What each mnemonic of the opcode map means: the one description that interpreter, evaluator and translator share. */
public final class Semantics {
    /** The semantics of this processor's instructions. */
    public static final Semantics INSTANCE = new Semantics();

    private final Map<String, Semantic> byMnemonic = new LinkedHashMap<>();
    private final Map<String, String> chapters = new LinkedHashMap<>();
    private String chapter;

    private Semantics() {
        chapter("DataTransfer", DataTransfer::define);
        chapter("Arithmetic", Arithmetic::define);
        chapter("ShiftRotate", ShiftRotate::define);
        chapter("BitByte", BitByte::define);
        chapter("ControlTransfer", ControlTransfer::define);
        chapter("StringIo", StringIo::define);
        chapter("SystemControl", SystemControl::define);
        chapter("X87Data", X87Data::define);
        chapter("X87Arithmetic", X87Arithmetics::define);
        chapter("PackedInteger", PackedInteger::define);
        chapter("SimdMove", SimdMove::define);
        chapter("SseFloat", SseFloat::define);
    }

    private void chapter(String name, Consumer<Semantics> definitions) {
        chapter = name;
        definitions.accept(this);
    }

    /** Defines a mnemonic. */
    void define(String mnemonic, Semantic semantic) {
        if (byMnemonic.put(mnemonic, semantic) != null) {
            throw new AssertionError(mnemonic + " is defined twice");
        }
        chapters.put(mnemonic, chapter);
    }

    /** What the instructions of a line of the opcode map mean. */
    public Semantic of(OpcodeEntry entry) {
        Semantic semantic = byMnemonic.get(entry.mnemonic);
        if (semantic == null) {
            throw new AssertionError("no semantics for " + entry);
        }
        return semantic;
    }

    /** The chapter that defines the mnemonic of a line, by which generated code is divided into files. */
    public String chapter(OpcodeEntry entry) {
        return chapters.get(entry.mnemonic);
    }
}
