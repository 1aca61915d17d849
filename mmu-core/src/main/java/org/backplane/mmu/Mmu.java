package org.backplane.mmu;

import org.backplane.bus.machine.TranslationDTO;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The memory management unit of one processor: 32-bit paging with 4 KiB and 4 MiB pages (SDM 3A §4.3), PAE paging (§4.4),
 * their translation look-aside buffers, and the memory types of what is mapped (chapter 11).
 *
 * <h2>Flat tables</h2>
 * For each privilege there are two tables with an entry for each of the 2^20 linear pages, one for reads and one for
 * writes. If the page can be accessed directly in the arena, its entry is the difference between the arena index and
 * the linear address of the page, so that {@code arena[entry + linear]} is the byte; the low 12 bits of such an entry
 * are zero. Otherwise the entry is {@link #NOT_DIRECT}. {@code ((entry | linear) & 4095) > 4096 - width} is therefore
 * true for each access of two or more bytes that cannot be made directly, be it that the page is not direct or that the
 * access leaves it; for a single byte ask {@code (entry & 4095) != 0}. The arrays stay the same for the life of the MMU.
 *
 * <p>Not in the write tables are: ROM, devices, pages whose dirty bit is not set yet, and slab pages that must report writes. A page
 * with decoded code ({@link #protectPage}) is there with {@link #WITH_CODE} in its entry's low 12 bits, which the comparisons refuse.
 *
 * <p>Machine thread only.
 */
@ProviderType
public interface Mmu {
    /** The table entry of a page that cannot be accessed directly. */
    int NOT_DIRECT = -1;

    /**
     * The low 12 bits of an entry of a write table whose page can be written in the arena by whoever drops the code that was decoded
     * from the bytes. The others are those of a direct entry. An entry that would then be {@link #NOT_DIRECT} is that.
     *
     * @since 1.5
     */
    int WITH_CODE = 4095;

    /** The number of entries of a flat table. */
    int TABLE_ENTRIES = 1 << 20;

    /**
     * The flat table for reads.
     *
     * @param user whether the access is made in user mode (CPL 3)
     * @return the table, to be read only
     */
    int[] directReads(boolean user);

    /**
     * The flat table for writes.
     *
     * @param user whether the access is made in user mode (CPL 3)
     * @return the table, to be read only
     */
    int[] directWrites(boolean user);

    /**
     * Translates the address of an access that stays within one page, sets the accessed and dirty bits that the access
     * sets, and enters the page in the flat table if it is direct.
     *
     * @param linear the linear address
     * @param access what the access does
     * @param user   whether it is made in user mode
     * @return the physical address
     * @throws PageFaultException if the page is not present or forbids the access; no accessed or dirty bit was set
     */
    long translate(int linear, Access access, boolean user);

    /**
     * Translates the address of a fetch as far as that needs neither a walk of the page tables nor any other effect.
     *
     * @param linear the linear address
     * @param user   whether the fetch is made in user mode
     * @return the physical address that {@link #translate} would give for the fetch, or -1 if it would have to walk
     * @since 1.2
     */
    long cachedFetch(int linear, boolean user);

    /**
     * Translates without any effect, for debuggers.
     *
     * @param linear the linear address
     * @return the physical address, or -1 if the page is not present
     */
    long probe(int linear);

    /**
     * Tells how an address is translated at this moment, and the memory type that results from page attributes, PAT and MTRRs
     * (SDM 3A §11.5.2.2), without any effect.
     *
     * @param linear the linear address
     * @return the entries, the physical address and the memory type
     * @since 1.1
     */
    TranslationDTO explain(int linear);

    /**
     * The registers that memory types come from.
     *
     * @return the registers of this processor
     */
    MemoryTypeRegisters memoryTypes();

    /**
     * Whether the four page-directory-pointer-table entries at an address can be loaded: none that is present has a
     * reserved bit set (SDM 3A §4.4.1). If not, the instruction that would load them raises #GP.
     *
     * @param cr3 the value of CR3
     * @return whether PAE paging could use them
     */
    boolean hasValidPointers(int cr3);

    /**
     * The guest wrote IA32_EFER.NXE: bit 63 of PAE entries is execute-disable, no longer reserved. A change forgets all
     * translations.
     *
     * @param enabled the new value
     */
    void setExecuteDisable(boolean enabled);

    /**
     * The guest wrote CR0; PG and WP are looked at. With PAE paging a change of PG, CD or NW loads the
     * page-directory-pointer-table entries.
     *
     * @param cr0 the new value
     */
    void writeCr0(int cr0);

    /**
     * The guest wrote CR3: all translations but the global ones are forgotten. With PAE paging the
     * page-directory-pointer-table entries are loaded.
     *
     * @param cr3 the new value
     */
    void writeCr3(int cr3);

    /**
     * The guest wrote CR4; PSE, PAE, PGE and SMEP are looked at. A change forgets all translations, global ones included,
     * and with PAE paging loads the page-directory-pointer-table entries.
     *
     * @param cr4 the new value
     */
    void writeCr4(int cr4);

    /**
     * What the page-directory-pointer-table registers hold.
     *
     * @return four entries, zeroes if PAE paging was never on
     * @since 1.3
     */
    long[] pointers();

    /**
     * Goes on where another MMU stopped; nothing is read from memory. All translations are forgotten.
     *
     * @param cr0      the value of CR0
     * @param cr3      the value of CR3
     * @param cr4      the value of CR4
     * @param pointers what {@link #pointers} gave
     * @since 1.3
     */
    void restore(int cr0, int cr3, int cr4, long[] pointers);

    /**
     * Forces address lines low, for the A20 gate. All translations are forgotten if the mask changes.
     *
     * @param mask is and-ed to each physical address that goes out
     */
    void setAddressMask(long mask);

    /**
     * INVLPG: forgets the translation of a page, a global one too.
     *
     * @param linear any address in the page
     */
    void invalidatePage(int linear);

    /** Forgets all translations, global ones included. */
    void invalidateAll();

    /** Forgets every entry for writes, so that each page is looked at again before it is written directly. */
    void revokeWrites();

    /**
     * Forgets the entries for writes to these pages of the arena, so that each is looked at again before it is written directly.
     *
     * @param arenaIndex index of any byte of the first page
     * @param length     number of bytes to the end of the last page
     * @since 1.4
     */
    void revokeWrites(int arenaIndex, int length);

    /**
     * Tells whether entries of the flat tables that were copied may be used: it is another number whenever an entry has gone or leads
     * elsewhere, or may have. New entries do not change it.
     *
     * @return any number
     * @since 1.6
     */
    int removals();

    /**
     * Marks an arena page in the write tables ({@link #WITH_CODE}), because code was decoded from it.
     *
     * @param arenaIndex index of any byte of the page
     */
    void protectPage(int arenaIndex);

    /**
     * Lets an arena page into the write tables as any other again.
     *
     * @param arenaIndex index of any byte of the page
     */
    void unprotectPage(int arenaIndex);

    /**
     * Where instructions of a page can be fetched directly.
     *
     * @param physical a physical address as {@link #translate} gave it
     * @return index of its byte in the arena, or -1 if no slab answers the page
     */
    int arenaIndex(long physical);
}
