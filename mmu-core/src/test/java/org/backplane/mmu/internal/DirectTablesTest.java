package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.mmu.Mmu;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has copied an entry learns when it is gone. */
class DirectTablesTest {
    private static final int LINEAR = 0x40_0000;
    private static final int PAGE = LINEAR >>> 12;
    private static final int INDEX = 0x3000;

    private final DirectTables tables = new DirectTables(0x10000);
    private int before;

    @BeforeEach
    void enter() {
        tables.enterRead(LINEAR, INDEX, false, false);
        tables.enterWrite(LINEAR, INDEX, false, false, false);
        before = tables.removals();
    }

    private void isRemoved(int[] table) {
        assertThat(table[PAGE]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(tables.removals()).isNotEqualTo(before);
    }

    @Test
    void newEntriesAndTheSameAgainRemoveNothing() {
        tables.enterRead(LINEAR, INDEX, false, false);
        tables.enterWrite(LINEAR, INDEX, false, false, true);
        tables.enterRead(LINEAR + 0x1000, INDEX + 0x1000, true, false);
        assertThat(tables.removals()).isEqualTo(before);
    }

    @Test
    void anEntryThatLeadsElsewhereRemovesTheOldOne() {
        tables.enterRead(LINEAR, INDEX + 0x1000, false, false);
        assertThat(tables.removals()).isNotEqualTo(before);
    }

    @Test
    void codeInThePageRemovesTheEntryForWrites() {
        tables.enterWrite(LINEAR, INDEX, true, false, false);
        assertThat(tables.removals()).isNotEqualTo(before);
    }

    @Test
    void aForgottenPageIsRemoved() {
        tables.forget(PAGE);
        isRemoved(tables.reads[0]);
    }

    @Test
    void aPageWithoutAnEntryIsNotRemoved() {
        tables.forget(PAGE + 1);
        assertThat(tables.removals()).as("there was none").isEqualTo(before);
        tables.forget(PAGE);
        int then = tables.removals();
        tables.forget(PAGE);
        assertThat(tables.removals()).as("it has gone already").isEqualTo(then);
    }

    @Test
    void clearingRemovesWhatIsNotGlobal() {
        tables.clear(true);
        isRemoved(tables.reads[0]);
    }

    @Test
    void clearingLeavesWhatIsGlobal() {
        DirectTables global = new DirectTables(0x10000);
        global.enterRead(LINEAR, INDEX, false, true);
        int none = global.removals();
        global.clear(true);
        assertThat(global.reads[0][PAGE]).isNotEqualTo(Mmu.NOT_DIRECT);
        assertThat(global.removals()).isEqualTo(none);
    }

    @Test
    void allWritesAreRevoked() {
        tables.revokeWrites();
        isRemoved(tables.writes[0]);
    }

    @Test
    void writesToAnArenaPageAreRevoked() {
        tables.revokeWrites(INDEX >>> 12, INDEX >>> 12);
        isRemoved(tables.writes[0]);
    }

    @Test
    void otherPagesDoNotMatter() {
        tables.revokeWrites(0, (INDEX >>> 12) - 1);
        assertThat(tables.removals()).isEqualTo(before);
    }
}
