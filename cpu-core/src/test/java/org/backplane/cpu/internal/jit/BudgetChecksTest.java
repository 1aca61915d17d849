package org.backplane.cpu.internal.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetChecksTest {
    /** dec ecx; jz 1008h: to {@link #LATER}. */
    private static final GuestBlock HEAD = translated(0x1000, "49 74 05");
    /** Four NOPs and a CLC. */
    private static final GuestBlock LONGER = translated(0x1003, "90 90 90 90 F8");
    /** inc eax; jmp 1000h. */
    private static final GuestBlock LATER = translated(0x1008, "40 EB F5");

    private static GuestBlock translated(int eip, String hex) {
        GuestBlock block = GuestCode.block(eip, hex);
        block.translate((insns, flat) -> null, Addressing.FLAT);
        return block;
    }

    private static BudgetChecks checks(List<GuestBlock> blocks, int... entries) {
        RegionShape shape = new RegionShape(false, Addressing.FLAT, null);
        blocks.forEach(shape::add);
        for (int entry : entries) {
            shape.addEntry(entry);
        }
        return new BudgetChecks(shape);
    }

    @Test
    void onlyTheHeadOfALoopIsCheckedForTheLongestWayThrough() {
        BudgetChecks checks = checks(List.of(HEAD, LONGER, LATER), HEAD.eip);
        assertThat(checks.isChecked(HEAD)).isTrue();
        assertThat(checks.isChecked(LONGER)).isFalse();
        assertThat(checks.isChecked(LATER)).isFalse();
        assertThat(checks.mostBehind(HEAD)).isEqualTo(5 + 2);
        assertThat(checks.mostBehind(LONGER)).isEqualTo(2);
    }

    @Test
    void theWayGoesOnWhereTheRegionCanBeEnteredToo() {
        BudgetChecks checks = checks(List.of(HEAD, LONGER, LATER), HEAD.eip, LATER.eip);
        assertThat(checks.isChecked(LATER)).isFalse();
        assertThat(checks.mostBehind(HEAD)).isEqualTo(5 + 2);
    }

    @Test
    void aLoopThatIsEnteredInItsMiddleIsCheckedWhereItGoesBack() {
        BudgetChecks checks = checks(List.of(LATER, HEAD, LONGER), LATER.eip);
        assertThat(checks.isChecked(HEAD)).isTrue();
        assertThat(checks.isChecked(LONGER)).isFalse();
    }

    @Test
    void aBlockThatJumpsToItselfIsChecked() {
        GuestBlock self = translated(0x2000, "EB FE");
        BudgetChecks checks = checks(List.of(HEAD, self), HEAD.eip);
        assertThat(checks.isChecked(self)).isTrue();
        assertThat(checks.mostBehind(self)).isZero();
    }

    @Test
    void aWayAroundTheEndOfTheAddressesIsBackwards() {
        GuestBlock last = translated(0xFFFFFFFE, "90 90");
        GuestBlock first = translated(0, "EB FC");
        BudgetChecks checks = checks(List.of(last, first), last.eip);
        assertThat(checks.isChecked(first)).isTrue();
    }
}
