package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.LocalApic;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.CpuModel;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Feature;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Instructions for identification, model-specific registers, control registers and fast system calls (SDM 2; SDM 3A §2.5,
 * §4.4.1, §5.8.7), with the exceptions that their manual pages list.
 */
class SystemInstructionsTest {
    private static final int CODE = 0x1000;
    private static final int HANDLERS = 0x2000;
    private static final int IDT = 0x3000;
    private static final int STACK = 0x8000;
    private static final int PDPT = 0x9020;
    private static final int UD = 6;
    private static final int GP = 13;
    private static final int PF = 14;
    private static final int FLAT_ATTRIBUTES = Descriptor.P | Descriptor.S | Descriptor.WRITABLE | Descriptor.ACCESSED
            | Descriptor.DB | Descriptor.G;
    private static final int[] CPUID = {0x0F, 0xA2};
    private static final int[] RDMSR = {0x0F, 0x32};
    private static final int[] WRMSR = {0x0F, 0x30};
    private static final int[] RDTSC = {0x0F, 0x31};
    private static final int[] RDPMC = {0x0F, 0x33};
    private static final int[] SYSENTER = {0x0F, 0x34};
    private static final int[] SYSEXIT = {0x0F, 0x35};
    private static final int[] MOV_CR0_EAX = {0x0F, 0x22, 0xC0};
    private static final int[] MOV_CR3_EAX = {0x0F, 0x22, 0xD8};
    private static final int[] MOV_CR4_EAX = {0x0F, 0x22, 0xE0};
    private static final int[] CLFLUSH_EBX = {0x0F, 0xAE, 0x3B};

    private TestCpu machine;
    private Cpu cpu;

    /** A processor in flat protected mode at CPL 0, about to execute an instruction; each exception halts at its vector. */
    private void at(Engine engine, int... code) {
        machine = engine.create(1 << 20);
        cpu = machine.cpu;
        cpu.setCr0(Cpu.CR0_PE | Cpu.CR0_ET);
        flat(0);
        machine.poke(CODE, code);
        for (int vector = 0; vector < 32; vector++) {
            machine.poke32(IDT + vector * 8, 0x10 << 16 | HANDLERS + vector);
            machine.poke32(IDT + vector * 8 + 4, 0x8E00);
            machine.poke(HANDLERS + vector, 0xF4);
        }
        // A descriptor table with the code segment that the gates name.
        cpu.gdtBase = 0x4000;
        cpu.gdtLimit = 0xFFF;
        machine.poke32(0x4010, 0x0000FFFF);
        machine.poke32(0x4014, 0x00CF9B00);
        cpu.idtBase = IDT;
        cpu.idtLimit = 0xFF;
        cpu.eip = CODE;
        cpu.regs[Cpu.ESP] = STACK;
    }

    private void flat(int cpl) {
        int privilege = cpl << Descriptor.DPL_SHIFT;
        for (SegmentRegister s : cpu.segments) {
            s.load(0x18 | cpl, 0, -1, FLAT_ATTRIBUTES | privilege);
        }
        cpu.segments[SegmentRegister.CS].load(0x10 | cpl, 0, -1, FLAT_ATTRIBUTES | Descriptor.CODE | privilege);
        cpu.cpl = cpl;
        cpu.updateMode();
    }

    /** Executes one instruction; the vector of the exception that it raised, or -1. */
    private int run() {
        machine.run(1);
        return cpu.eip >= HANDLERS && cpu.eip < HANDLERS + 33 ? cpu.eip - HANDLERS : -1;
    }

    private void wrmsr(int msr, long value) {
        cpu.regs[Cpu.ECX] = msr;
        cpu.regs[Cpu.EAX] = (int) value;
        cpu.regs[Cpu.EDX] = (int) (value >>> 32);
    }

    private long edxEax() {
        return (long) cpu.regs[Cpu.EDX] << 32 | Integer.toUnsignedLong(cpu.regs[Cpu.EAX]);
    }

    // CPUID.

    private static String text(int... registers) {
        StringBuilder text = new StringBuilder();
        for (int register : registers) {
            for (int i = 0; i < 4; i++) {
                char c = (char) (register >>> 8 * i & 0xFF);
                text.append(c == 0 ? "" : c);
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cpuidNamesTheVendorAndTheHighestLeaf(Engine engine) {
        at(engine, CPUID);
        assertThat(run()).isEqualTo(-1);
        assertThat(cpu.regs[Cpu.EAX]).isEqualTo(0x16);
        assertThat(text(cpu.regs[Cpu.EBX], cpu.regs[Cpu.EDX], cpu.regs[Cpu.ECX])).isEqualTo("GenuineIntel");
    }

    @Test
    void theSignatureHasExtendedFields() {
        assertThat(new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of()).signature()).isEqualTo(0x683);
        assertThat(new CpuModel("GenuineIntel", 6, 0x2A, 7, "", Set.of()).signature()).isEqualTo(0x206A7);
        assertThat(new CpuModel("AuthenticAMD", 0x10, 2, 3, "", Set.of()).signature()).isEqualTo(0x100F23);
    }

    @Test
    void aModelThatCannotBeIsRefusedInOneLine() {
        assertThatThrownBy(() -> new CpuModel("Intel", 6, 8, 3, "", Set.of()))
                .hasMessage("vendor: 'Intel' has not 12 ASCII characters");
        assertThatThrownBy(() -> new CpuModel("GenuineIntel", 6, 256, 3, "", Set.of()))
                .hasMessage("model: 256 is not between 0 and 255");
        assertThatThrownBy(() -> new CpuModel("GenuineIntel", 6, 8, 3, "x".repeat(48), Set.of()))
                .hasMessage("name: '" + "x".repeat(48) + "' has more than 47 characters, or others than ASCII");
        assertThatThrownBy(() -> CpuModel.feature("AVX")).hasMessageStartingWith("features: 'AVX' is none of FPU, ");
        assertThat(CpuModel.feature("pse-36")).isEqualTo(Feature.PSE36);
    }

    @Test
    void theBrandStringFillsThreeLeaves() {
        CpuModel model = new CpuModel("GenuineIntel", 6, 8, 3, "A name of more than sixteen characters", Set.of());
        StringBuilder brand = new StringBuilder();
        for (int leaf = 0x80000002; leaf <= 0x80000004; leaf++) {
            brand.append(text(model.leaf(leaf, 0)));
        }
        assertThat(brand).hasToString("A name of more than sixteen characters");
        assertThat(model.leaf(0x80000000, 0)[0]).isEqualTo(0x80000008);
        assertThat(model.leaf(0x80000008, 0)[0]).as("36 physical, 32 linear bits").isEqualTo(0x2024);
    }

    @Test
    void leavesAboveTheHighestAnswerAsTheHighestBasicOne() {
        CpuModel model = CpuModel.DEFAULT;
        assertThat(model.leaf(0x17, 0)).isEqualTo(model.leaf(0x16, 0));
        assertThat(model.leaf(0x40000000, 0)).isEqualTo(model.leaf(0x16, 0));
        assertThat(model.leaf(0x80000009, 0)).isEqualTo(model.leaf(0x16, 0));
        assertThat(model.leaf(-1, 0)).isEqualTo(model.leaf(0x16, 0));
    }

    @Test
    void theFrequencyOfTheTimeStampCounterIsKnown() {
        int[] leaf = CpuModel.DEFAULT.leaf(0x15, 0);
        assertThat((long) leaf[2] * leaf[1] / leaf[0]).as("Hz, one tick a nanosecond").isEqualTo(1_000_000_000);
        assertThat(CpuModel.DEFAULT.leaf(0x16, 0)).as("MHz").containsExactly(1000, 1000, 100, 0);
        CpuModel without = new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of(Feature.TSC));
        assertThat(without.leaf(0x15, 0)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void whatIsNotThereIsEnumeratedAsAbsent() {
        assertThat(CpuModel.DEFAULT.leaf(2, 0)).as("one read, no descriptors").containsExactly(1, 0, 0, 0);
        for (int leaf : new int[] {3, 4, 5, 6, 9, 0xA, 0xB, 0xD, 0x14}) {
            assertThat(CpuModel.DEFAULT.leaf(leaf, 0)).as("leaf %X", leaf).containsExactly(0, 0, 0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"PAE,1,3,6", "NX,80000001,3,20", "SEP,1,3,11", "PAT,1,3,16", "VME,1,3,1", "MCE,1,3,7", "MCA,1,3,14",
        "SMEP,7,1,7", "TSC_ADJUST,7,1,1", "INVARIANT_TSC,80000007,3,8", "ARCH_CAPABILITIES,7,3,29"})
    void aFeatureIsShownUnlessItIsHidden(Feature feature, String leaf, int register, int bit) {
        int number = Integer.parseUnsignedInt(leaf, 16);
        CpuModel all = new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of());
        CpuModel without = new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of(feature));
        assertThat(all.leaf(number, 0)[register] >>> bit & 1).isEqualTo(1);
        assertThat(without.leaf(number, 0)[register] ^ all.leaf(number, 0)[register]).isEqualTo(1 << bit);
    }

    @Test
    void leaf7HasOneSubleafAndNoSmepUnlessSomebodyAsks() {
        CpuModel all = new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of());
        assertThat(all.leaf(7, 0)).containsExactly(0, 1 << 7 | 1 << 1, 0, 1 << 29);
        assertThat(all.leaf(7, 1)).as("there is no other subleaf").containsExactly(0, 0, 0, 0);
        assertThat(CpuModel.DEFAULT.leaf(7, 0)).containsExactly(0, 1 << 1, 0, 1 << 29);
    }

    /** A local APIC, as far as the processor asks it. */
    private static final class Apic implements LocalApic {
        private long base = 0xfee0_0900L;

        @Override
        public int initialId() {
            return 5;
        }

        @Override
        public long base() {
            return base;
        }

        @Override
        public void base(long value) {
            base = value;
        }

        @Override
        public boolean deliver(InterruptMessage message) {
            throw new AssertionError(message);
        }

        @Override
        public int acknowledge() {
            throw new AssertionError("the socket acknowledges");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cpuidShowsALocalApicWhileItIsThereAndEnabled(Engine engine) {
        Apic apic = new Apic();
        at(engine, CPUID);
        cpu.apic.added("apic", apic);
        cpu.regs[Cpu.EAX] = 1;
        run();
        assertThat(cpu.regs[Cpu.EDX] >>> 9 & 1).isEqualTo(1);
        assertThat(cpu.regs[Cpu.EBX] >>> 24).as("initial APIC ID").isEqualTo(5);

        machine.poke(CODE + 2, CPUID);
        apic.base = 0xfee0_0100L;
        cpu.regs[Cpu.EAX] = 1;
        run();
        assertThat(cpu.regs[Cpu.EDX] >>> 9 & 1).as("disabled").isZero();
        assertThat(cpu.regs[Cpu.EBX] >>> 24).isZero();

        machine.poke(CODE + 4, CPUID);
        apic.base = 0xfee0_0900L;
        cpu.apic.removed("apic", apic);
        cpu.regs[Cpu.EAX] = 1;
        run();
        assertThat(cpu.regs[Cpu.EDX] >>> 9 & 1).as("taken out").isZero();
    }

    @Test
    void aHiddenLocalApicIsNotShown() {
        CpuModel hidden = new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of(Feature.APIC));
        assertThat(hidden.leaf(1, 0, 5)).isEqualTo(hidden.leaf(1, 0));
        assertThat(hidden.leaf(1, 0)).isEqualTo(new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of()).leaf(1, 0));
    }

    // Model-specific registers.

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theApicBaseIsThatOfTheLocalApic(Engine engine) {
        Apic apic = new Apic();
        at(engine, RDMSR);
        cpu.apic.added("apic", apic);
        cpu.regs[Cpu.ECX] = 0x1B;
        assertThat(run()).isEqualTo(-1);
        assertThat(edxEax()).isEqualTo(0xfee0_0900L);
        machine.poke(CODE + 2, WRMSR);
        wrmsr(0x1B, 0xf_fe00_0100L);
        assertThat(run()).isEqualTo(-1);
        assertThat(apic.base).isEqualTo(0xf_fe00_0100L);

        for (long reserved : new long[] {0xfee0_0d00L, 0xfee0_0901L, 0x10_0000_0900L, 0xfee0_0b00L}) {
            at(engine, WRMSR);
            cpu.apic.added("apic", apic);
            wrmsr(0x1B, reserved);
            assertThat(run()).as("%x", reserved).isEqualTo(GP);
        }
        assertThat(apic.base).isEqualTo(0xf_fe00_0100L);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void registersHoldWhatIsWritten(Engine engine) {
        for (int msr : new int[] {0x174, 0x175, 0x176, 0x200, 0x26F}) {
            at(engine, WRMSR);
            wrmsr(msr, 0x0606_0006L);
            assertThat(run()).as("write %x", msr).isEqualTo(-1);
            machine.poke(CODE + 2, RDMSR);
            wrmsr(msr, -1);
            assertThat(run()).isEqualTo(-1);
            assertThat(edxEax()).as("read %x", msr).isEqualTo(0x0606_0006L);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theTimeStampCounterFollowsTheClock(Engine engine) {
        at(engine, WRMSR);
        machine.socket.nanos = 1000;
        wrmsr(0x10, 0x5_0000_0000L);
        assertThat(run()).isEqualTo(-1);
        machine.socket.nanos = 1500;
        machine.poke(CODE + 2, RDTSC);
        assertThat(run()).isEqualTo(-1);
        assertThat(edxEax()).isEqualTo(0x5_0000_01F4L);

        machine.poke(CODE + 4, concat(RDMSR, WRMSR));
        cpu.regs[Cpu.ECX] = 0x3B;
        assertThat(run()).isEqualTo(-1);
        assertThat(edxEax()).as("IA32_TSC_ADJUST is what the write added").isEqualTo(0x5_0000_0000L - 1000);
        wrmsr(0x3B, -500);
        assertThat(run()).isEqualTo(-1);
        machine.poke(CODE + 8, RDTSC);
        assertThat(run()).isEqualTo(-1);
        assertThat(edxEax()).as("and a write of it moves the counter").isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatDoesNotExistOrIsReservedFaults(Engine engine) {
        for (int msr : new int[] {0x11, 0x1B, 0x17B, 0x210, 0x251, 0xC0000081, -1}) {
            at(engine, RDMSR);
            cpu.regs[Cpu.ECX] = msr;
            assertThat(run()).as("read %x", msr).isEqualTo(GP);
        }
        at(engine, WRMSR);
        wrmsr(0xC0000080, 0x100);
        assertThat(run()).as("EFER.LME").isEqualTo(GP);
        at(engine, WRMSR);
        wrmsr(0x277, 2);
        assertThat(run()).as("no such type in the PAT").isEqualTo(GP);
        at(engine, WRMSR);
        wrmsr(0xFE, 0);
        assertThat(run()).as("MTRRcap is read-only").isEqualTo(GP);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void onlyPrivilegeReachesRegisters(Engine engine) {
        for (int[] code : new int[][] {RDMSR, WRMSR, SYSEXIT, {0x0F, 0x08}, {0x0F, 0x09}, {0x0F, 0x01, 0x3B}}) {
            at(engine, code);
            cpu.regs[Cpu.ECX] = 0x10;
            user();
            assertThat(run()).as("%02X", code[1]).isEqualTo(GP);
        }
    }

    /** User mode, with a stack for level 0 in the task-state segment. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void theMachineCheckArchitectureHasNoBanks(Engine engine) {
        at(engine, concat(RDMSR, MOV_CR4_EAX));
        cpu.regs[Cpu.ECX] = 0x179;
        assertThat(run()).isEqualTo(-1);
        assertThat(edxEax()).as("MCG_CAP").isZero();
        cpu.regs[Cpu.EAX] = 1 << 6;
        assertThat(run()).as("CR4.MCE").isEqualTo(-1);
        for (int msr : new int[] {0x17B, 0x400, 0x401}) {
            at(engine, RDMSR);
            cpu.regs[Cpu.ECX] = msr;
            assertThat(run()).as("no MCG_CTL and no bank: %x", msr).isEqualTo(GP);
        }
        at(engine, WRMSR);
        wrmsr(0x17A, 0);
        assertThat(run()).as("MCG_STATUS can be cleared").isEqualTo(-1);
        at(engine, WRMSR);
        wrmsr(0x17A, 4);
        assertThat(run()).isEqualTo(GP);
        at(engine, WRMSR);
        wrmsr(0x179, 0);
        assertThat(run()).as("MCG_CAP is read-only").isEqualTo(GP);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatTheProcessorIsFreeOfAndWhatItEnablesCannotBeChanged(Engine engine) {
        for (long[] register : new long[][] {{0x10A, 0xD10E179}, {0x1A0, 0x1801}}) {
            at(engine, concat(RDMSR, WRMSR));
            cpu.regs[Cpu.ECX] = (int) register[0];
            assertThat(run()).isEqualTo(-1);
            assertThat(edxEax()).as("%x", register[0]).isEqualTo(register[1]);
            cpu.regs[Cpu.EAX] ^= 1;
            assertThat(run()).as("bit 0 of %x", register[0]).isEqualTo(GP);
        }
        at(engine, WRMSR);
        wrmsr(0x1A0, 0x1801);
        assertThat(run()).as("IA32_MISC_ENABLE as it is").isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void debugControlHasBranchSteps(Engine engine) {
        at(engine, concat(WRMSR, RDMSR));
        wrmsr(0x1D9, 2);
        assertThat(run()).isEqualTo(-1);
        assertThat(cpu.stepsOverBranches).isTrue();
        cpu.regs[Cpu.EAX] = 0;
        assertThat(run()).isEqualTo(-1);
        assertThat(edxEax()).isEqualTo(2);
        at(engine, WRMSR);
        wrmsr(0x1D9, 1);
        assertThat(run()).as("there are no last-branch records").isEqualTo(GP);
    }

    private static int[] concat(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private void user() {
        flat(3);
        cpu.tr.load(0x28, 0x5000, 0x67, Descriptor.P | Descriptor.TSS32_BUSY << 8);
        machine.poke32(0x5004, STACK);
        machine.poke32(0x5008, 0x18);
        machine.poke32(0x4018, 0x0000FFFF);
        machine.poke32(0x401C, 0x00CF9300);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void tsdKeepsUsersFromTheTimeStampCounter(Engine engine) {
        at(engine, RDTSC);
        user();
        assertThat(run()).isEqualTo(-1);
        at(engine, RDTSC);
        cpu.setCr4(1 << 2);
        user();
        assertThat(run()).isEqualTo(GP);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void thereIsNoPerformanceCounter(Engine engine) {
        at(engine, RDPMC);
        assertThat(run()).isEqualTo(GP);
    }

    // Control registers.

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cr4HasTheBitsOfTheFeatures(Engine engine) {
        at(engine, MOV_CR4_EAX);
        cpu.regs[Cpu.EAX] = 0x1FF;
        assertThat(run()).as("VME PVI TSD DE PSE PAE MCE PGE PCE").isEqualTo(-1);
        assertThat(cpu.cr4).isEqualTo(0x1FF);
        for (int bit : new int[] {11, 13, 14, 16, 18, 20, 31}) {
            at(engine, MOV_CR4_EAX);
            cpu.regs[Cpu.EAX] = 1 << bit;
            assertThat(run()).as("bit %d", bit).isEqualTo(GP);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void pagingIsNotTurnedOnWithBadPointers(Engine engine) {
        at(engine, MOV_CR0_EAX);
        identityPae();
        machine.poke32(PDPT + 8, 0x7);
        cpu.setCr4(1 << 5);
        cpu.setCr3(PDPT);
        cpu.regs[Cpu.EAX] = Cpu.CR0_PG | Cpu.CR0_PE;
        assertThat(run()).isEqualTo(GP);
        assertThat(cpu.cr0 & Cpu.CR0_PG).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cr3IsNotLoadedWithBadPointers(Engine engine) {
        at(engine, MOV_CR3_EAX);
        pae();
        machine.poke32(PDPT + 0x20 + 8, 0x7);
        cpu.regs[Cpu.EAX] = PDPT + 0x20;
        assertThat(run()).isEqualTo(GP);
        assertThat(cpu.cr3).isEqualTo(PDPT);
    }

    /** 2 MiB at 0 mapped to themselves. */
    private void identityPae() {
        machine.poke32(PDPT, 0xA001);
        machine.poke32(0xA000, 0x83);
    }

    private void pae() {
        identityPae();
        cpu.setCr4(1 << 5);
        cpu.setCr3(PDPT);
        cpu.setCr0(cpu.cr0 | Cpu.CR0_PG);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void codeInAPageWithExecuteDisableFaults(Engine engine) {
        at(engine, 0x90);
        pae();
        machine.poke32(0xA000, 0xB003);
        for (int page = 0; page < 16; page++) {
            machine.poke32(0xB000 + page * 8, page << 12 | 3);
        }
        machine.poke32(0xB000 + 8 + 4, 0x8000_0000);
        cpu.setExecuteDisable(true);
        cpu.setCr3(PDPT);
        assertThat(run()).isEqualTo(PF);
        assertThat(machine.peek32(STACK - 16)).as("P and I/D").isEqualTo(0x11);
        assertThat(cpu.cr2).isEqualTo(CODE);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theLimitOfTheCodeSegmentCountsBeforeItsPage(Engine engine) {
        at(engine);
        pae();
        cpu.cr2 = 0x1234;
        cpu.eip = 0x40_0000;
        cpu.segments[SegmentRegister.CS].load(0x10, 0, 0xFFFF, FLAT_ATTRIBUTES & ~Descriptor.G | Descriptor.CODE);
        cpu.updateMode();
        assertThat(run()).isEqualTo(GP);
        assertThat(cpu.cr2).as("the page that is not there has not been asked for").isEqualTo(0x1234);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void invlpgMakesAChangedCodePageSeen(Engine engine) {
        at(engine, 0x0F, 0x01, 0x3B, 0xFF, 0xE0); // invlpg [ebx]; jmp eax
        pae();
        machine.poke32(0xA000, 0xB003);
        for (int page = 0; page < 16; page++) {
            machine.poke32(0xB000 + page * 8, page << 12 | 3);
        }
        cpu.setCr3(PDPT);
        machine.poke(0xC000, 0x41, 0xFF, 0xE2); // inc ecx; jmp edx
        machine.poke(0xD000, 0x46, 0xFF, 0xE2); // inc esi; jmp edx
        cpu.regs[Cpu.EAX] = 0xC000;
        cpu.regs[Cpu.EBX] = 0xC123;
        cpu.regs[Cpu.EDX] = CODE;
        machine.run(8);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(2);
        machine.poke32(0xB000 + 0xC * 8, 0xD003);
        machine.run(4);
        assertThat(cpu.regs[Cpu.ESI]).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void invlpgOfADataPageKeepsTheBlocks(Engine engine) {
        at(engine, 0x0F, 0x01, 0x3B, 0x90);
        machine.run(1);
        int epoch = cpu.execution.epoch;
        cpu.eip = CODE;
        cpu.regs[Cpu.EBX] = 0x4000_0000;
        machine.run(1);
        assertThat(cpu.execution.epoch).isEqualTo(epoch);
    }

    // SYSENTER and SYSEXIT.

    @ParameterizedTest
    @EnumSource(Engine.class)
    void sysenterLoadsFlatSegmentsOfLevel0(Engine engine) {
        at(engine, SYSENTER);
        cpu.sysenterCs = 0x61;
        cpu.sysenterEsp = 0x7654;
        cpu.sysenterEip = 0x1234;
        flat(3);
        cpu.setFlag(Eflags.IF, true);
        assertThat(run()).isEqualTo(-1);
        assertThat(cpu.eip).isEqualTo(0x1234);
        assertThat(cpu.regs[Cpu.ESP]).isEqualTo(0x7654);
        assertThat(cpu.segments[SegmentRegister.CS].selector).isEqualTo(0x60);
        assertThat(cpu.segments[SegmentRegister.SS].selector).isEqualTo(0x68);
        assertThat(cpu.segments[SegmentRegister.CS].limit).isEqualTo(-1);
        assertThat(cpu.cpl).isZero();
        assertThat(cpu.flag(Eflags.IF)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void sysexitReturnsToLevel3(Engine engine) {
        at(engine, SYSEXIT);
        cpu.sysenterCs = 0x60;
        cpu.regs[Cpu.ECX] = 0x6000;
        cpu.regs[Cpu.EDX] = 0x1500;
        assertThat(run()).isEqualTo(-1);
        assertThat(cpu.eip).isEqualTo(0x1500);
        assertThat(cpu.regs[Cpu.ESP]).isEqualTo(0x6000);
        assertThat(cpu.segments[SegmentRegister.CS].selector).isEqualTo(0x73);
        assertThat(cpu.segments[SegmentRegister.SS].selector).isEqualTo(0x7B);
        assertThat(cpu.segments[SegmentRegister.SS].dpl()).isEqualTo(3);
        assertThat(cpu.cpl).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aNullSelectorMakesBothFault(Engine engine) {
        at(engine, SYSENTER);
        cpu.sysenterCs = 3;
        assertThat(run()).isEqualTo(GP);
        at(engine, SYSEXIT);
        assertThat(run()).isEqualTo(GP);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void inRealModeBothFault(Engine engine) {
        for (int[] code : new int[][] {SYSENTER, SYSEXIT}) {
            TestCpu real = engine.create(1 << 20);
            real.realSegments();
            real.cpu.sysenterCs = 0x60;
            real.poke(CODE, code);
            real.poke32(GP * 4, HANDLERS);
            real.cpu.eip = CODE;
            real.cpu.regs[Cpu.ESP] = STACK;
            real.run(1);
            assertThat(real.cpu.eip).isEqualTo(HANDLERS);
        }
    }

    // Instructions that only fault.

    @ParameterizedTest
    @EnumSource(Engine.class)
    void clflushFaultsAsALoadDoes(Engine engine) {
        at(engine, CLFLUSH_EBX);
        cpu.regs[Cpu.EBX] = 0x6000;
        assertThat(run()).isEqualTo(-1);
        assertThat(cpu.eip).isEqualTo(CODE + 3);
        at(engine, CLFLUSH_EBX);
        pae();
        cpu.regs[Cpu.EBX] = 0x4000_0000;
        assertThat(run()).isEqualTo(PF);
        assertThat(cpu.cr2).isEqualTo(0x4000_0000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F})
    void hintsDoNotTouchTheirOperand(int opcode) {
        for (Engine engine : Engine.values()) {
            at(engine, 0x0F, opcode, 0x84, 0x00, 0x00, 0x00, 0x00, 0x40);
            pae();
            assertThat(run()).isEqualTo(-1);
            assertThat(cpu.eip).isEqualTo(CODE + 8);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void lockBelongsToNoneOfThem(Engine engine) {
        for (int[] code : new int[][] {CPUID, RDMSR, RDTSC, SYSENTER, SYSEXIT, RDPMC}) {
            at(engine, 0xF0, code[0], code[1]);
            assertThat(run()).isEqualTo(UD);
        }
    }
}
