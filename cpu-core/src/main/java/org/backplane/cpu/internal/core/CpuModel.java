package org.backplane.cpu.internal.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.backplane.mmu.PagingFeatures;

/**
 * Which processor this is: what CPUID answers (SDM 2, CPUID), and which of the features that are there it shows. A feature
 * that is hidden takes its bits of CR4 and its model-specific registers along; its instructions still execute.
 *
 * <p>Not modelled: descriptors of caches and look-aside buffers, the serial number, topology; a limit of the highest leaf.
 */
public final class CpuModel {
    private static final int VENDOR_BYTES = 12;
    private static final int BRAND_BYTES = 48;
    private static final int FIRST_EXTENDED = 0x8000_0000;
    private static final int LAST_EXTENDED = 0x8000_0008;
    private static final int FIRST_BRAND = 0x8000_0002;
    private static final int POWER_LEAF = 0x8000_0007;
    private static final int LINEAR_BITS = 32;
    private static final int CLFLUSH_QUADWORDS = 8;
    /** What is there but not shown unless somebody asks: it came long after the P6 family. */
    public static final Set<Feature> HIDDEN = Collections.unmodifiableSet(EnumSet.of(Feature.SMEP));
    /**
     * What this processor follows is Intel's manual, so it bears Intel's name: to software any other vendor means that machine
     * checks, frequencies and model-specific registers are not those of the manual. Model 15 is the first of family 6 whose
     * page attribute table has no erratum, so that Linux uses it; SYSENTER works from model 3 on (SDM 2, SYSENTER).
     */
    public static final CpuModel DEFAULT = new CpuModel("GenuineIntel", 6, 15, 1, "Backplane i686", HIDDEN);

    /** The leaf of cache descriptors; one read gives all of them. */
    private static final int DESCRIPTOR_READS = 1;
    /** The clock of the local APIC's timer, and what the time-stamp counter makes of it: one tick a nanosecond. */
    private static final int CRYSTAL_HERTZ = 100_000_000;
    private static final int TICKS_PER_CRYSTAL = 10;
    private static final int MEGAHERTZ = 1_000;
    private static final int BUS_MEGAHERTZ = 100;
    private static final int TSC_LEAF = 0x15;
    private static final int HIGHEST = 0x16;

    private final String vendor;
    private final byte[] brand;
    private final int signature;
    private final Set<Feature> features;

    /**
     * Makes a model.
     *
     * @param vendor   twelve characters
     * @param family   6 to 15, or more through the extended family
     * @param model    0 to 255
     * @param stepping 0 to 15
     * @param brand    the brand string, up to 47 characters
     * @param hidden   features that it does not show
     * @throws IllegalArgumentException if a value does not fit; the message is for the user
     */
    public CpuModel(String vendor, int family, int model, int stepping, String brand, Set<Feature> hidden) {
        this.vendor = vendor;
        this.brand = brand.getBytes(StandardCharsets.US_ASCII);
        if (!vendor.matches("[ -~]{" + VENDOR_BYTES + "}")) {
            throw new IllegalArgumentException("vendor: '" + vendor + "' has not " + VENDOR_BYTES + " ASCII characters");
        }
        if (!brand.matches("[ -~]{0," + (BRAND_BYTES - 1) + "}")) {
            throw new IllegalArgumentException("name: '" + brand + "' has more than " + (BRAND_BYTES - 1)
                    + " characters, or others than ASCII");
        }
        this.signature = signature(within("family", family, 4, 0xF + 0xFF), within("model", model, 0, 0xFF),
                within("stepping", stepping, 0, 0xF));
        EnumSet<Feature> shown = EnumSet.allOf(Feature.class);
        shown.removeAll(hidden);
        this.features = Collections.unmodifiableSet(shown);
    }

    private static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + value + " is not between " + least + " and " + most);
        }
        return value;
    }

    /** Family and model with their extended fields (SDM 2, CPUID, figure 3-6). */
    private static int signature(int family, int model, int stepping) {
        int extended = Math.max(0, family - 0xF);
        return extended << 20 | model >> 4 << 16 | family - extended << 8 | (model & 0xF) << 4 | stepping;
    }

    /**
     * Finds a feature.
     *
     * @throws IllegalArgumentException if there is none of that name; the message is for the user
     */
    public static Feature feature(String name) {
        try {
            return Feature.valueOf(name.strip().toUpperCase(Locale.ROOT).replace("-", ""));
        } catch (IllegalArgumentException e) {
            String known = Arrays.stream(Feature.values()).map(Feature::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("features: '" + name + "' is none of " + known, e);
        }
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** The signature, which EDX holds after reset too (SDM 3A §9.1.2). */
    public int signature() {
        return signature;
    }

    /** What the MMU has to know. */
    public PagingFeatures paging() {
        return new PagingFeatures(has(Feature.PSE36), has(Feature.PAT), physicalBits());
    }

    private int physicalBits() {
        return has(Feature.PAE) || has(Feature.PSE36) ? 36 : 32;
    }

    /** A leaf of a processor without a local APIC. */
    public int[] leaf(int number, int subleaf) {
        return leaf(number, subleaf, LocalApicPort.NONE);
    }

    /**
     * EAX, EBX, ECX and EDX of a leaf; one above the highest answers as the highest basic one (SDM 2, CPUID).
     *
     * @param apicId the initial APIC ID, {@link LocalApicPort#NONE} without a local APIC
     */
    public int[] leaf(int number, int subleaf, int apicId) {
        boolean extended = number < 0 && Integer.compareUnsigned(number, LAST_EXTENDED) <= 0;
        if (extended) {
            return extendedLeaf(number);
        }
        return switch (Integer.compareUnsigned(number, HIGHEST) > 0 ? HIGHEST : number) {
            case 0 -> new int[] {HIGHEST, ascii(vendor.getBytes(StandardCharsets.US_ASCII), 0),
                ascii(vendor.getBytes(StandardCharsets.US_ASCII), 8), ascii(vendor.getBytes(StandardCharsets.US_ASCII), 4)};
            case 1 -> featureLeaf(has(Feature.APIC) ? apicId : LocalApicPort.NONE);
            case 2 -> new int[] {DESCRIPTOR_READS, 0, 0, 0};
            case 7 -> subleaf == 0 ? new int[] {0, word(Feature.Word.EBX_7), 0, word(Feature.Word.EDX_7)} : new int[4];
            case TSC_LEAF -> has(Feature.TSC) ? new int[] {1, TICKS_PER_CRYSTAL, CRYSTAL_HERTZ, 0} : new int[4];
            case HIGHEST -> new int[] {MEGAHERTZ, MEGAHERTZ, BUS_MEGAHERTZ, 0};
            default -> new int[4];
        };
    }

    private int[] featureLeaf(int apicId) {
        int line = has(Feature.CLFSH) ? CLFLUSH_QUADWORDS << 8 : 0;
        int shown = word(Feature.Word.EDX_1);
        return apicId == LocalApicPort.NONE ? new int[] {signature, line, 0, shown & ~Feature.APIC.mask}
                : new int[] {signature, apicId << 24 | line, 0, shown};
    }

    private int[] extendedLeaf(int number) {
        return switch (number) {
            case FIRST_EXTENDED -> new int[] {LAST_EXTENDED, 0, 0, 0};
            case FIRST_EXTENDED + 1 -> new int[] {0, 0, 0, word(Feature.Word.EDX_80000001)};
            case FIRST_BRAND, FIRST_BRAND + 1, FIRST_BRAND + 2 -> {
                int at = (number - FIRST_BRAND) * 16;
                yield new int[] {ascii(brand, at), ascii(brand, at + 4), ascii(brand, at + 8), ascii(brand, at + 12)};
            }
            case POWER_LEAF -> new int[] {0, 0, 0, word(Feature.Word.EDX_80000007)};
            case LAST_EXTENDED -> new int[] {LINEAR_BITS << 8 | physicalBits(), 0, 0, 0};
            default -> new int[4];
        };
    }

    private int word(Feature.Word word) {
        return features.stream().filter(feature -> feature.word == word).mapToInt(feature -> feature.mask)
                .reduce(0, (a, b) -> a | b);
    }

    /** Four characters from an index on, 0 behind the end. */
    private static int ascii(byte[] text, int from) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (from + i < text.length ? text[from + i] & 0xFF : 0) << 8 * i;
        }
        return value;
    }
}
