package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.machine.ExplanationDTO;
import org.backplane.bus.machine.FindingDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciWindowDTO;
import org.junit.jupiter.api.Test;

class AdviceCommandsTest {
    private final List<FindingDTO> findings = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final ExplanationDTO explanation = new ExplanationDTO();
    private final AdviceCommands commands = new AdviceCommands((Machine) Proxy.newProxyInstance(
            Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer));

    AdviceCommandsTest() {
        explanation.space = "memory";
        explanation.address = 0xfe00_0014L;
        explanation.decodes = new PciDecodeDTO[0];
        explanation.ranges = new RangeDTO[0];
        explanation.registers = new String[0];
    }

    private Object answer(Object proxy, Method method, Object... arguments) {
        return switch (method.getName()) {
            case "advice" -> findings;
            case "explain" -> {
                asked.add(arguments[0] + " " + Long.toHexString((Long) arguments[1]));
                yield explanation;
            }
            default -> throw new AssertionError(method);
        };
    }

    private FindingDTO finding(String kind, long count) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.severity = "wrong";
        finding.pid = "uart";
        finding.range = "memory0";
        finding.space = "memory";
        finding.address = 0xfe00_0014L;
        finding.offset = 0x14;
        finding.linear = -1;
        finding.entry = "";
        finding.text = "what happened";
        finding.advice = "what to do";
        finding.count = count;
        finding.firstInstruction = 0xf1234;
        finding.lastInstruction = 0xf1240;
        findings.add(finding);
        return finding;
    }

    private static RangeDTO range(String name, boolean live) {
        RangeDTO range = new RangeDTO();
        range.space = "memory";
        range.first = 0xfe00_0000L;
        range.last = 0xfe00_001fL;
        range.name = name;
        range.type = "UC";
        range.live = live;
        range.pid = "uart";
        range.bundle = "org.uart";
        range.version = "1.2.0";
        return range;
    }

    @Test
    void aCleanRunHasNoAdvice() {
        assertThat(commands.advice()).isEqualTo("nothing was found");
    }

    @Test
    void aFindingTellsWhereWhatAndWhatShouldHaveBeenDone() {
        FindingDTO mapping = finding("memory-type", 3);
        mapping.linear = 0x4000_0000L;
        mapping.entry = "PTE 000 at 00009000 = fe000003";
        finding("read-only", 1);

        assertThat(commands.advice()).isEqualTo("""
                memory-type, wrong, 3 times, first from 000f1234, last from 000f1240
                  where   uart/memory0+14, memory:fe000014, mapped at 40000000
                  what    what happened
                  blame   PTE 000 at 00009000 = fe000003
                  should  what to do

                read-only, wrong, once, from 000f1234
                  where   uart/memory0+14, memory:fe000014
                  what    what happened
                  should  what to do""");
    }

    @Test
    void aTapHasNoAddress() {
        FindingDTO tap = finding("tap-not-fired", 0);
        tap.pid = "org.backplane.tap.fault~x";
        tap.space = "";
        tap.firstInstruction = -1;

        assertThat(commands.advice().lines().limit(2)).containsExactly("tap-not-fired, wrong",
                "  where   org.backplane.tap.fault~x");
    }

    @Test
    void theWayFromAnAddressToItsRegisterIsPrintedInItsOrder() {
        TranslationDTO translation = new TranslationDTO();
        translation.linear = 0x4000_0014L;
        PageEntryDTO entry = new PageEntryDTO();
        entry.name = "PTE 000";
        entry.address = 0x9000;
        entry.value = 0xfe00_001bL;
        entry.bits = "P=1 PCD=1 PWT=1";
        translation.entries = new PageEntryDTO[] {entry};
        translation.type = "UC";
        translation.typeFrom = "PCD=1";
        explanation.translation = translation;
        PciWindowDTO window = new PciWindowDTO();
        window.bridge = "bridge";
        window.windows = "memory fe000000-fe0fffff";
        window.passes = true;
        PciDecodeDTO decode = new PciDecodeDTO();
        decode.pid = "uart";
        decode.range = "bar0";
        decode.first = 0xfe00_0000L;
        decode.last = 0xfe00_001fL;
        decode.command = 2;
        decode.enabled = true;
        decode.bridges = new PciWindowDTO[] {window};
        explanation.decodes = new PciDecodeDTO[] {decode};
        explanation.ranges = new RangeDTO[] {range("memory0", true), range("other", false)};
        explanation.offset = 0x14;
        explanation.registers = new String[] {"LSR, RO"};
        explanation.width = 1;
        explanation.value = 0x60;

        assertThat(commands.explain("40000014")).isEqualTo("""
                linear    40000014
                PTE 000   at 00009000 = fe00001b P=1 PCD=1 PWT=1
                type      UC (PCD=1)
                physical  fe000014
                bridge    bridge: memory fe000000-fe0fffff
                BAR       bar0 of uart, fe000000-fe00001f, command register 0002
                range     memory0 fe000000-fe00001f of uart, org.uart 1.2.0, wants UC
                offset    14
                register  LSR, RO
                value     60
                  parked  other fe000000-fe00001f of uart, org.uart 1.2.0, wants UC""");
    }

    @Test
    void whereNobodyAnswersTheReasonIsPrinted() {
        PciWindowDTO window = new PciWindowDTO();
        window.bridge = "bridge";
        window.windows = "memory closed";
        PciDecodeDTO decode = new PciDecodeDTO();
        decode.pid = "card";
        decode.range = "bar0";
        decode.bridges = new PciWindowDTO[] {window};
        explanation.decodes = new PciDecodeDTO[] {decode};

        assertThat(commands.explain("phys:fe000014")).isEqualTo("""
                physical  fe000014
                bridge    bridge: memory closed; it does not forward this
                BAR       bar0 of card, 0-0, command register 0000: not decoded
                range     none: reads give all ones, writes are lost""");
    }

    @Test
    void thePrefixSaysWhichSpaceIsMeant() {
        commands.explain("port:3fd");
        commands.explain("phys:FE000014h");
        commands.explain("0x4000_0014");

        assertThat(asked).containsExactly("port 3fd", "memory fe000014", "linear 40000014");
        assertThatThrownBy(() -> commands.explain("port:moon")).hasMessage("'moon' is not a hexadecimal number");
    }
}
