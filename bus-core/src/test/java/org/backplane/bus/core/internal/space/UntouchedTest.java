package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.core.internal.declare.SpaceKind;
import org.junit.jupiter.api.Test;

class UntouchedTest {
    private final Untouched list = new Untouched();

    @Test
    void theMostFrequentComesFirstAndEqualsInTheOrderOfTheirFirstAccess() {
        list.count(SpaceKind.PORT, 0x80, 1, true, Initiator.CARD);
        list.count(SpaceKind.MEMORY, 0x80, 1, true, Initiator.CARD);
        list.count(SpaceKind.PORT, 0x80, 1, false, Initiator.CARD);
        list.count(SpaceKind.PORT, 0x80, 1, false, Initiator.CARD);
        list.count(SpaceKind.PORT, 0x80, 2, true, Initiator.CARD);

        assertThat(list.list()).extracting(dto -> dto.space + dto.width + dto.write + dto.count)
                .containsExactly("port1false2", "port1true1", "memory1true1", "port2true1");
    }

    @Test
    void at1024EntriesTheLeastFrequentGoesAndAmongEqualsTheOldest() {
        for (int address = 0; address < 1024; address++) {
            list.count(SpaceKind.MEMORY, address, 4, false, Initiator.CARD);
        }
        list.count(SpaceKind.MEMORY, 0, 4, false, Initiator.CARD);

        list.count(SpaceKind.MEMORY, 5000, 4, false, Initiator.CARD);
        list.count(SpaceKind.MEMORY, 5001, 4, false, Initiator.CARD);

        assertThat(list.list()).hasSize(1024).extracting(dto -> dto.address)
                .startsWith(0L, 3L, 4L).endsWith(1023L, 5000L, 5001L).doesNotContain(1L, 2L);
    }

    @Test
    void anEvictedEntryIsNotFoundAgainAndItsNeighboursAre() {
        for (int address = 0; address < 5000; address++) {
            list.count(SpaceKind.MEMORY, address * 8L, 4, false, Initiator.CARD);
        }
        for (int address = 5000 - 1024; address < 5000; address++) {
            list.count(SpaceKind.MEMORY, address * 8L, 4, false, Initiator.CARD);
        }

        assertThat(list.list()).as("every one of the last 1024 was found again").allMatch(dto -> dto.count == 2);
    }
}
