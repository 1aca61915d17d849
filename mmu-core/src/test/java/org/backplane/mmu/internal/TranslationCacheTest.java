package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.mmu.internal.GuestMemory.A;
import static org.backplane.mmu.internal.GuestMemory.D;
import static org.backplane.mmu.internal.GuestMemory.DIRECTORY;
import static org.backplane.mmu.internal.GuestMemory.G;
import static org.backplane.mmu.internal.GuestMemory.P;
import static org.backplane.mmu.internal.GuestMemory.PG;
import static org.backplane.mmu.internal.GuestMemory.PGE;
import static org.backplane.mmu.internal.GuestMemory.PS;
import static org.backplane.mmu.internal.GuestMemory.PSE;
import static org.backplane.mmu.internal.GuestMemory.RW;
import static org.backplane.mmu.internal.GuestMemory.US;
import static org.backplane.mmu.internal.GuestMemory.WP;
import static org.backplane.mmu.internal.GuestMemory.pde;
import static org.backplane.mmu.internal.GuestMemory.pte;

import java.util.function.Consumer;
import java.util.List;
import org.backplane.mmu.Access;
import org.backplane.mmu.Mmu;
import org.junit.jupiter.api.Test;

/** What the look-aside buffers and the flat tables remember, and what makes them forget (SDM 3A §4.10). */
class TranslationCacheTest {
    private static final int PAGE = 0x5000;
    private static final int FRAME = 0x9000;
    private static final int OTHER = 0xA000;

    private final GuestMemory guest = new GuestMemory();

    /** Whether a translation of a page with these flags is forgotten by an action. */
    private boolean forgets(int flags, Consumer<Mmu> action) {
        guest.set(pte(PAGE), FRAME | P | flags);
        guest.mmu.invalidateAll();
        guest.read(PAGE);
        guest.set(pte(PAGE), OTHER | P | flags);
        action.accept(guest.mmu);
        long physical = guest.read(PAGE);
        assertThat(physical).isIn((long) FRAME, (long) OTHER);
        assertThat(guest.mmu.directReads(false)[PAGE >>> 12]).as("the flat table agrees")
                .isEqualTo((int) physical - PAGE);
        return physical == OTHER;
    }

    @Test
    void aTranslationIsRemembered() {
        assertThat(forgets(0, mmu -> { })).isFalse();
    }

    @Test
    void invlpgForgetsThePageOnly() {
        guest.set(pte(0x7000), OTHER | P);
        guest.read(0x7000);
        guest.set(pte(0x7000), FRAME | P);
        assertThat(forgets(0, mmu -> mmu.invalidatePage(PAGE + 0xFFF))).isTrue();
        assertThat(forgets(0, mmu -> mmu.invalidatePage(PAGE + 0x1000))).isFalse();
    }

    @Test
    void aLoadOfCr3ForgetsAllButGlobalPages() {
        guest.mmu.writeCr4(PGE);
        assertThat(forgets(0, mmu -> mmu.writeCr3(DIRECTORY))).isTrue();
        assertThat(forgets(G, mmu -> mmu.writeCr3(DIRECTORY))).isFalse();
    }

    @Test
    void withoutPgeNoPageIsGlobal() {
        assertThat(forgets(G, mmu -> mmu.writeCr3(DIRECTORY))).isTrue();
    }

    @Test
    void invlpgForgetsAGlobalPage() {
        guest.mmu.writeCr4(PGE);
        assertThat(forgets(G, mmu -> mmu.invalidatePage(PAGE))).isTrue();
    }

    @Test
    void aChangeOfPgeOrPseForgetsAll() {
        guest.mmu.writeCr4(PGE);
        assertThat(forgets(G, mmu -> mmu.writeCr4(PGE))).as("no change").isFalse();
        assertThat(forgets(G, mmu -> mmu.writeCr4(0))).isTrue();
        guest.mmu.writeCr4(PGE);
        assertThat(forgets(G, mmu -> mmu.writeCr4(PGE | PSE))).isTrue();
    }

    @Test
    void aChangeOfPagingOrWriteProtectionForgetsAll() {
        guest.mmu.writeCr4(PGE);
        assertThat(forgets(G, mmu -> mmu.writeCr0(PG))).as("no change").isFalse();
        assertThat(forgets(G, mmu -> mmu.writeCr0(PG | WP))).isTrue();
        assertThat(forgets(G, mmu -> {
            mmu.writeCr0(0);
            mmu.writeCr0(PG);
        })).isTrue();
    }

    @Test
    void writeProtectionTakesTheFlatTableOfWritesBack() {
        guest.set(pte(PAGE), FRAME | P);
        guest.write(PAGE);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(FRAME - PAGE);
        guest.mmu.writeCr0(PG | WP);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
    }

    @Test
    void invlpgForgetsAllOfALargePage() {
        guest.mmu.writeCr4(PSE);
        int large = 0x0040_0000;
        guest.set(pde(large), P | PS);
        assertThat(guest.read(large + 0x3000)).isEqualTo(0x3000);
        assertThat(guest.read(large + 0x0030_0000)).isEqualTo(0x0030_0000);
        guest.set(pde(large), 0x0040_0000 | P | PS);
        guest.mmu.invalidatePage(large + 0x3000);
        assertThat(guest.read(large + 0x0030_0000)).isEqualTo(0x0070_0000);
        assertThat(guest.mmu.directReads(false)[large + 0x0030_0000 >>> 12]).as("outside the arena")
                .isEqualTo(Mmu.NOT_DIRECT);
    }

    @Test
    void aChangeOfTheAddressMaskForgetsAll() {
        guest.mmu.writeCr4(PGE);
        assertThat(forgets(G, mmu -> mmu.setAddressMask(~(1L << 20)))).isTrue();
        assertThat(forgets(G, mmu -> mmu.setAddressMask(~(1L << 20)))).as("no change").isFalse();
    }

    @Test
    void rightsThatWereAddedAreSeenWithoutInvlpg() {
        guest.set(pte(PAGE), FRAME | P);
        guest.read(PAGE);
        guest.set(pte(PAGE), FRAME | P | RW | US);
        assertThat(guest.error(PAGE, Access.WRITE, true)).isEqualTo(-1);
    }

    @Test
    void theFirstWriteAfterReadsStillSetsDirty() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.read(PAGE);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        guest.write(PAGE);
        assertThat(guest.get(pte(PAGE))).isEqualTo(FRAME | P | RW | A | D);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(FRAME - PAGE);
    }

    @Test
    void aSupervisorsTranslationDoesNotServeAUser() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.read(PAGE);
        guest.write(PAGE);
        assertThat(guest.mmu.directReads(true)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directWrites(true)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.error(PAGE, Access.READ, true)).isPositive();
    }

    @Test
    void fetchesEnterNoFlatTable() {
        guest.set(pte(PAGE), FRAME | P);
        guest.mmu.translate(PAGE, Access.FETCH, false);
        assertThat(guest.mmu.directReads(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
    }

    @Test
    void romIsDirectForReadsOnly() {
        guest.romPage = FRAME;
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.read(PAGE);
        guest.write(PAGE);
        assertThat(guest.mmu.directReads(false)[PAGE >>> 12]).isEqualTo(FRAME - PAGE);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
    }

    @Test
    void aPageWithCodeIsNotDirectForWritesThroughAnyAlias() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.set(pte(0x7000), FRAME | P | RW);
        guest.write(PAGE);
        guest.write(0x7000);
        guest.mmu.protectPage(FRAME + 0x10);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directWrites(false)[0x7]).isEqualTo(Mmu.NOT_DIRECT);
        guest.write(PAGE);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(FRAME - PAGE | Mmu.WITH_CODE);
        guest.mmu.unprotectPage(FRAME);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).as("asked again").isEqualTo(Mmu.NOT_DIRECT);
        guest.write(PAGE);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(FRAME - PAGE);
    }

    @Test
    void aPageWithCodeIsRevokedAndForgottenAsAnyOther() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.mmu.protectPage(FRAME);
        for (Runnable loss : List.<Runnable>of(() -> guest.mmu.revokeWrites(), () -> guest.mmu.revokeWrites(FRAME, 4096),
                () -> guest.mmu.invalidatePage(PAGE), () -> guest.mmu.invalidateAll())) {
            guest.write(PAGE);
            assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(FRAME - PAGE | Mmu.WITH_CODE);
            loss.run();
            assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        }
    }

    @Test
    void revokedWritesAreLookedUpAgain() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.write(PAGE);
        guest.read(PAGE);
        guest.mmu.revokeWrites();
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directReads(false)[PAGE >>> 12]).as("reads stay").isEqualTo(FRAME - PAGE);
    }

    @Test
    void writesToSomePagesAreRevoked() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.set(pte(0x6000), OTHER | P | RW);
        guest.write(PAGE);
        guest.write(0x6000);
        guest.read(PAGE);
        guest.mmu.revokeWrites(FRAME + 5, 4091);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directReads(false)[PAGE >>> 12]).as("reads stay").isEqualTo(FRAME - PAGE);
        assertThat(guest.mmu.directWrites(false)[6]).as("another page").isEqualTo(OTHER - 0x6000);
        guest.write(PAGE);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).as("looked up again").isEqualTo(FRAME - PAGE);
        guest.mmu.revokeWrites(FRAME, 0x2000);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directWrites(false)[6]).isEqualTo(Mmu.NOT_DIRECT);
    }

    @Test
    void writesToAPageAreRevokedWhereverItIsSeen() {
        guest.set(pte(PAGE), FRAME | P | RW);
        guest.set(pte(0x6000), FRAME | P | RW);
        guest.set(pte(0x7000), OTHER | P | RW);
        guest.write(PAGE);
        guest.write(0x6000);
        guest.write(0x7000);
        guest.mmu.revokeWrites(FRAME, 0x1000);
        assertThat(guest.mmu.directWrites(false)[PAGE >>> 12]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directWrites(false)[6]).isEqualTo(Mmu.NOT_DIRECT);
        assertThat(guest.mmu.directWrites(false)[7]).as("another page").isEqualTo(OTHER - 0x7000);
    }
}
