package org.backplane.shell.internal;

import java.util.Map;
import java.util.StringJoiner;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.TranslatedRegionDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the processor has made of hot guest code, and whether it pays. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = "jit")
public final class JitCommands implements CommandSet {
    private static final int LISTED = 10;

    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine the machine that is asked
     */
    @Activate
    public JitCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Shows what was translated. */
    @Descriptor("shows what the processor has translated, and the regions in which most was executed: jit [COUNT]")
    public String jit(String... count) {
        int most = count.length == 0 ? LISTED : regions(count[0]);
        TranslatorDTO told = machine.translator(most);
        return switch (told.engine) {
            case "" -> "the machine has no processor, or one that does not tell how it executes instructions";
            case "interpreter" -> "the processor interprets and translates nothing; --engine translator changes that";
            default -> describe(told);
        };
    }

    private static int regions(String count) {
        long regions = Hex.parse(count);
        if (regions < 0 || regions > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'" + count + "' is not a number of regions");
        }
        return (int) regions;
    }

    private static String describe(TranslatorDTO told) {
        StringJoiner text = new StringJoiner("\n\n");
        text.add(figures(told).toString());
        text.add(reasons("REGIONS WERE LEFT", told.exits).toString());
        text.add(reasons("REGIONS WERE GIVEN UP", told.invalidations).toString());
        if (told.hottest.length > 0) {
            text.add(hottest(told).toString());
        }
        return text.toString();
    }

    private static StringJoiner figures(TranslatorDTO told) {
        StringJoiner text = new StringJoiner("\n");
        text.add("engine        " + told.engine);
        text.add(String.format("instructions  %d: %s in regions, %s interpreted", told.instructions,
                share(told.regionInstructions, told.instructions),
                share(told.instructions - told.regionInstructions, told.instructions)));
        text.add(String.format("time          %s: %s in regions, as samples tell, %s in interpreter and devices",
                seconds(told.runNanos), share(told.regionNanos, told.runNanos),
                share(told.runNanos - told.regionNanos, told.runNanos)));
        text.add(String.format("translating   %s for %d classes, %d of them to replace others", seconds(told.compileNanos),
                told.compiled, told.promoted));
        text.add(String.format("regions       %d, of %d that were installed; %d queued, %d found the queue full", told.regions,
                told.installed, told.queued, told.refused));
        text.add(String.format("size          %d bytes of guest code, %d bytes of bytecode", told.guestBytes, told.bytecodeBytes));
        text.add(String.format("entries       %d, %.1f instructions each", told.entries,
                told.entries == 0 ? 0 : (double) told.regionInstructions / told.entries));
        text.add(String.format("escapes       %d, %s of the instructions in regions", told.escapes,
                share(told.escapes, told.regionInstructions)));
        return text;
    }

    private static String seconds(long nanos) {
        return String.format("%.3f s", nanos / 1e9);
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "0.0 %" : String.format("%.1f %%", 100.0 * part / whole);
    }

    private static Table reasons(String what, Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        Table table = new Table(what, "COUNT", "SHARE");
        counts.forEach((reason, count) -> table.row(reason, count, share(count, all)));
        return table;
    }

    private static Table hottest(TranslatorDTO told) {
        Table table = new Table("LINEAR", "PHYSICAL", "INSTRUCTIONS", "BYTES", "BYTECODE", "TIER", "ENTRIES", "EXECUTED", "SHARE");
        for (TranslatedRegionDTO region : told.hottest) {
            table.row(Hex.address("memory", region.linear), Hex.address("memory", region.physical), region.instructions,
                    region.guestBytes, region.bytecodeBytes, region.tier, region.entries, region.executed,
                    share(region.executed, told.instructions));
        }
        return table;
    }
}
