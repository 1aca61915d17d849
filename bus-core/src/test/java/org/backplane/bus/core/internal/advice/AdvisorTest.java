package org.backplane.bus.core.internal.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.ExplanationDTO;
import org.backplane.bus.machine.FindingDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciFunctionDTO;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.pci.PciInventory;
import org.backplane.bus.pci.PciSeat;
import org.backplane.bus.pci.PciWindowDTO;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the guest should not have done, and what lies between an address and a register. */
@Timeout(30)
class AdvisorTest {
    private static final Map<String, Object> REGISTERS = Map.of("bus.memory", "0xa0000+0x20", "bus.memory.valid", "1,4");

    private final TestMachine machine = new TestMachine();
    private final Guest guest = new Guest();

    @AfterEach
    void close() {
        machine.close();
    }

    /** A processor with one page table entry. */
    private static final class Guest extends FakeProcessor {
        @Override
        public TranslationDTO explain(long linear) {
            TranslationDTO translation = super.explain(linear);
            PageEntryDTO entry = new PageEntryDTO();
            entry.name = "PTE 001";
            entry.address = 0x9004;
            entry.value = 0xa0003;
            entry.bits = "P=1 RW=1";
            translation.paging = true;
            translation.entries = new PageEntryDTO[] {entry};
            translation.physical = linear & 0xfff | 0xa0000;
            translation.type = "WB";
            return translation;
        }
    }

    /** A card with four registers. */
    private static final class Chip extends FakeCard implements RegisterBlock {
        @Override
        public Optional<RegisterMap> registers(String range) {
            return Optional.of(RegisterMap.of(Register.of("DATA", 0, 4, Access.RW).widths(4),
                    Register.of("STATUS", 4, 1, Access.RO).section("Chip §2"), Register.of("COMMAND", 5, 1, Access.WO),
                    Register.of("MASK", 6, 1, Access.W1C)));
        }
    }

    private List<FindingDTO> execute(FakeProcessor.Instruction... instructions) {
        guest.program.addAll(List.of(instructions));
        machine.insert("cpu", guest, Map.of());
        machine.fabric.powerOn();
        while (!machine.fabric.call(() -> guest.halted)) {
            assertThat(machine.fabric.state()).isEqualTo(Machine.State.RUNNING);
        }
        return machine.fabric.advice();
    }

    private static FakeProcessor.Instruction read(long address, int width) {
        return cpu -> cpu.socket.memory().read(address, width);
    }

    private static FakeProcessor.Instruction write(long address, int width) {
        return cpu -> cpu.socket.memory().write(address, width, 0);
    }

    private static FakeProcessor.Instruction map(long linear, long physical, MemoryType type) {
        return cpu -> cpu.socket.memory().mapped(linear, physical, type);
    }

    private static String text(FindingDTO finding) {
        return String.format("%s %s/%s+%x %d from %x to %x: %s", finding.kind, finding.pid, finding.range, finding.offset,
                finding.count, finding.firstInstruction, finding.lastInstruction, finding.text);
    }

    @Test
    void aWrongWidthIsFoundOnceWithTheFirstAndTheLastInstruction() {
        machine.insert("chip", new FakeCard(), REGISTERS);

        assertThat(execute(read(0xa0004, 2), FakeProcessor.NOP, read(0xa0004, 2))).singleElement()
                .satisfies(finding -> assertThat(text(finding)).isEqualTo("width chip/memory0+4 2 from 1000 to 1002: "
                        + "read of width 2 where only 1,4 is valid: it gives all ones"))
                .satisfies(finding -> assertThat(finding.advice).isEqualTo("use an access of 1,4 bytes"));
    }

    @Test
    void accessesThatDoNotFitTheDeclaredRegistersAreFound() {
        machine.insert("chip", new Chip(), REGISTERS);

        List<FindingDTO> findings = execute(read(0xa0000, 4), read(0xa0004, 1), write(0xa0005, 1), write(0xa0006, 1),
                write(0xa0004, 1), read(0xa0005, 1), read(0xa0007, 1), write(0xa0010, 4), read(0xa0001, 1), write(0xa0004, 4));

        assertThat(findings).extracting(AdvisorTest::text).containsExactly(
                "read-only chip/memory0+4 1 from 1004 to 1004: write of width 1 to the read-only register STATUS (Chip §2)",
                "write-only chip/memory0+5 1 from 1005 to 1005: read of width 1 of the write-only register COMMAND",
                "no-register chip/memory0+7 1 from 1006 to 1006: read of width 1 at offset 7h, where the device declares no"
                        + " register",
                "no-register chip/memory0+10 1 from 1007 to 1007: write of width 4 at offset 10h, where the device declares no"
                        + " register",
                "width chip/memory0+1 1 from 1008 to 1008: read of width 1 to DATA, which takes other widths");
        assertThat(findings.get(0).register).isEqualTo("STATUS");
        assertThat(findings.get(4).advice).isEqualTo("use an access of 4 bytes");
    }

    @Test
    void aRangeWithoutADeclarationIsNotJudged() {
        machine.insert("card", new FakeCard(), REGISTERS);

        assertThat(execute(read(0xa001f, 1), write(0xa0010, 4))).isEmpty();
    }

    @Test
    void whatTheOperatorAndCardsDoIsTheirOwnBusiness() {
        Chip chip = new Chip();
        machine.insert("chip", chip, REGISTERS);

        machine.memory(0xa0007, 1);
        machine.memory(0xa0004, 2);
        machine.on(() -> chip.wires.dma().write(0xa0004, new byte[1], 0, 1));

        assertThat(machine.fabric.advice()).isEmpty();
    }

    @Test
    void aMappingOfAWrongTypeIsFoundWithTheEntryToBlame() {
        machine.insert("chip", new FakeCard(), REGISTERS);
        machine.insert("ram", new FakeCard(), Map.of("bus.memory", "0x0+0x10000", "bus.memory.type", "WB"));

        List<FindingDTO> findings = execute(map(0x4000_0008L, 0xa0008, MemoryType.WB), map(0x1000, 0x1000, MemoryType.WB),
                map(0x2000, 0x2000, MemoryType.UC), map(0x3000, 0xa0000, MemoryType.UC_MINUS),
                map(0x4000_0000L, 0xa0000, MemoryType.WB), map(0x9000, 0xf0000, MemoryType.WB));

        assertThat(findings).extracting(AdvisorTest::text).containsExactly(
                "memory-type chip/memory0+8 2 from 1000 to 1004: mapped WB, but the range wants UC: reads may be answered by the"
                        + " cache and not by the device, writes may reach it late, merged or never",
                "memory-type ram/memory0+2000 1 from 1002 to 1002: mapped UC, but the range wants WB: each access goes to"
                        + " memory");
        assertThat(findings).extracting(finding -> finding.severity).containsExactly("wrong", "slow");
        assertThat(findings.get(0).linear).isEqualTo(0x4000_0000L);
        assertThat(findings.get(0).entry).isEqualTo("PTE 001 at 00009004 = 000a0003 P=1 RW=1");
        assertThat(findings.get(0).advice).contains("PCD and PWT");
    }

    @Test
    void neighbouringPagesAreOneMappingAndOthersAreNot() {
        machine.insert("chip", new FakeCard(), Map.of("bus.memory", "0xa0000+0x4000"));

        assertThat(execute(map(0x5000, 0xa1000, MemoryType.WB), map(0x6000, 0xa2000, MemoryType.WB),
                map(0x4000, 0xa0000, MemoryType.WB), map(0x9000, 0xa0000, MemoryType.WB),
                map(0x7000, 0xa3000, MemoryType.WC))).extracting(finding -> finding.count).containsExactly(3L, 1L, 1L);
    }

    @Test
    void whatFittedIsJudgedAnewWhenTheMapChanges() {
        machine.insert("ram", new FakeCard(), Map.of("bus.memory", "0xa0000+0x1000", "bus.memory.type", "WB"));
        guest.program.add(map(0x5000, 0xa0000, MemoryType.WB));
        assertThat(execute()).isEmpty();

        machine.insert("chip", new FakeCard(), Map.of("bus.memory", "0xa0000+0x1000", "bus.memory.priority", 1));
        machine.on(() -> {
            guest.socket.memory().mapped(0x5000, 0xa0000, MemoryType.WB);
            return 0;
        });

        assertThat(machine.fabric.advice()).singleElement().matches(finding -> finding.pid.equals("chip"));
    }

    @Test
    void anAccessToARangeThatItsFunctionDoesNotDecodeIsFound() {
        Bridge bridge = new Bridge(decode(false));
        machine.insert("host", bridge, Map.of());

        assertThat(execute(read(0xe000_0010L, 4), write(0xe000_0014L, 4), read(0xd000_0000L, 4))).singleElement()
                .satisfies(finding -> assertThat(text(finding)).isEqualTo("decode-disabled card/bar0+10 2 from 1000 to 1001: "
                        + "read of width 4 to bar0 at e0000000h-e0000fffh, which the function does not decode: it gives all"
                        + " ones"))
                .satisfies(finding -> assertThat(finding.advice).contains("command register"));
    }

    @Test
    void aBridgeThatDoesNotForwardIsNamed() {
        PciWindowDTO window = new PciWindowDTO();
        window.bridge = "bridge";
        window.windows = "memory closed";
        machine.insert("host", new Bridge(decode(true, window)), Map.of());

        assertThat(execute(read(0xe000_0010L, 4))).singleElement().satisfies(finding -> assertThat(finding.text)
                .contains("which the bridge 'bridge' does not forward (memory closed)"));
    }

    @Test
    void aRangeThatIsDecodedAndYetSilentIsNoMatterOfDecoding() {
        machine.insert("host", new Bridge(decode(true)), Map.of());

        assertThat(execute(read(0xe000_0010L, 4))).isEmpty();
    }

    @Test
    void aLinearAddressIsExplainedDownToTheRegister() {
        machine.insert("chip", new Chip(), REGISTERS);
        machine.insert("behind", new FakeCard(), Map.of("bus.memory", "0xa0000+0x1000", "bus.memory.priority", -1));
        machine.insert("cpu", guest, Map.of());

        ExplanationDTO explanation = machine.fabric.explain("linear", 0x4000_0004L);

        assertThat(explanation.translation.entries).hasSize(1);
        assertThat(explanation.address).isEqualTo(0xa0004);
        assertThat(explanation.ranges).extracting(range -> range.pid).containsExactly("chip", "behind");
        assertThat(explanation.offset).isEqualTo(4);
        assertThat(explanation.registers).containsExactly("STATUS (Chip §2), RO, 1 byte at offset 4h");
        assertThat(explanation.value).isEqualTo(4);
        assertThat(explanation.width).isEqualTo(1);
    }

    @Test
    void explainingOnlyPeeks() {
        Chip chip = new Chip();
        machine.insert("chip", chip, REGISTERS);

        machine.fabric.explain("memory", 0xa0000);

        assertThat(chip.heard).contains("peek 0 4").noneMatch(call -> call.startsWith("read"));
    }

    @Test
    void anAddressWhereNobodyAnswersIsExplainedAsFarAsThereIsAnything() {
        machine.insert("host", new Bridge(decode(false)), Map.of());

        ExplanationDTO closed = machine.fabric.explain("memory", 0xe000_0000L);
        ExplanationDTO port = machine.fabric.explain("port", 0x80);

        assertThat(closed.ranges).isEmpty();
        assertThat(closed.decodes).singleElement().matches(decode -> decode.pid.equals("card") && !decode.enabled);
        assertThat(port.translation).isNull();
        assertThat(port.width).isZero();
        assertThatThrownBy(() -> machine.fabric.explain("moon", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PciDecodeDTO decode(boolean enabled, PciWindowDTO... bridges) {
        PciDecodeDTO decode = new PciDecodeDTO();
        decode.pid = "card";
        decode.range = "bar0";
        decode.first = 0xe000_0000L;
        decode.last = 0xe000_0fffL;
        decode.enabled = enabled;
        decode.bridges = bridges;
        return decode;
    }

    /** A host bridge that knows one base address register. */
    private static final class Bridge extends FakeCard implements PciHost, PciInventory {
        private final PciDecodeDTO decode;

        Bridge(PciDecodeDTO decode) {
            this.decode = decode;
        }

        @Override
        public List<PciDecodeDTO> decodes(String space, long address) {
            boolean held = space.equals("memory") && address >= decode.first && address <= decode.last;
            return held ? List.of(decode) : List.of();
        }

        @Override
        public List<PciFunctionDTO> functions() {
            return List.of();
        }

        @Override
        public void attach(PciSeat seat) {
        }

        @Override
        public void detach(PciSeat seat) {
        }

        @Override
        public void interrupt(PciSeat seat, boolean asserted) {
        }

        @Override
        public void message(PciSeat seat, int number) {
        }

        @Override
        public boolean messagesEnabled(PciSeat seat) {
            return false;
        }

        @Override
        public void status(PciSeat seat, int bits) {
        }
    }
}
