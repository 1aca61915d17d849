package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.TranslatedRegionDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.junit.jupiter.api.Test;

class JitCommandsTest {
    private final TranslatorDTO told = new TranslatorDTO();
    private int asked = -1;
    private final JitCommands commands = new JitCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));

    private Object answer(Object proxy, Method method, Object... arguments) {
        if (!method.getName().equals("translator")) {
            throw new AssertionError(method);
        }
        asked = (Integer) arguments[0];
        return told;
    }

    private void translated() {
        told.engine = "translator";
        told.instructions = 2_000_000;
        told.regionInstructions = 1_500_000;
        told.runNanos = 50_000_000;
        told.regionNanos = 10_000_000;
        told.compileNanos = 1_234_000_000;
        told.regions = 3;
        told.queued = 1;
        told.compiled = 8;
        told.promoted = 2;
        told.installed = 5;
        told.refused = 4;
        told.bytecodeBytes = 4000;
        told.guestBytes = 200;
        told.entries = 10_000;
        told.escapes = 15_000;
        told.exits = new LinkedHashMap<>(Map.of("at the end of a slice", 10_000L));
        told.invalidations = new LinkedHashMap<>(Map.of("dropped to make room", 0L));
        TranslatedRegionDTO region = new TranslatedRegionDTO();
        region.linear = 0xc010_0000L;
        region.physical = 0x10_0000;
        region.instructions = 30;
        region.guestBytes = 99;
        region.bytecodeBytes = 2500;
        region.tier = "best";
        region.entries = 9000;
        region.executed = 1_000_000;
        told.hottest = new TranslatedRegionDTO[] {region};
    }

    @Test
    void allThatIsKnownIsPrinted() {
        translated();

        assertThat(commands.jit()).isEqualTo("""
                engine        translator
                instructions  2000000: 75.0 % in regions, 25.0 % interpreted
                time          0.050 s: 20.0 % in regions, as samples tell, 80.0 % in interpreter and devices
                translating   1.234 s for 8 classes, 2 of them to replace others
                regions       3, of 5 that were installed; 1 queued, 4 found the queue full
                size          200 bytes of guest code, 4000 bytes of bytecode
                entries       10000, 150.0 instructions each
                escapes       15000, 1.0 % of the instructions in regions

                REGIONS WERE LEFT      COUNT  SHARE
                at the end of a slice  10000  100.0 %

                REGIONS WERE GIVEN UP  COUNT  SHARE
                dropped to make room   0      0.0 %

                LINEAR    PHYSICAL  INSTRUCTIONS  BYTES  BYTECODE  TIER  ENTRIES  EXECUTED  SHARE
                c0100000  00100000  30            99     2500      best  9000     1000000   50.0 %""");
        assertThat(asked).isEqualTo(10);
    }

    @Test
    void asManyRegionsAreAskedForAsTheUserSays() {
        translated();
        told.hottest = new TranslatedRegionDTO[0];

        assertThat(commands.jit("0")).doesNotContain("LINEAR").endsWith("0.0 %");
        assertThat(asked).isZero();
        commands.jit("20");
        assertThat(asked).as("numbers are hexadecimal").isEqualTo(32);
        assertThatThrownBy(() -> commands.jit("many")).hasMessage("'many' is not a hexadecimal number");
        assertThatThrownBy(() -> commands.jit("ffffffff")).hasMessage("'ffffffff' is not a number of regions");
    }

    @Test
    void whoTranslatesNothingSaysSoInOneLine() {
        told.engine = "interpreter";
        assertThat(commands.jit())
                .isEqualTo("the processor interprets and translates nothing; --engine translator changes that");
        told.engine = "";
        assertThat(commands.jit())
                .isEqualTo("the machine has no processor, or one that does not tell how it executes instructions");
    }

    @Test
    void aTranslatorThatHasDoneNothingYetDividesByNothing() {
        told.engine = "check";
        assertThat(commands.jit()).startsWith("engine        check\ninstructions  0: 0.0 % in regions, 0.0 % interpreted\n")
                .contains("entries       0, 0.0 instructions each\n");
    }
}
