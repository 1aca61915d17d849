package org.backplane.device.fwcfg.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.role.FirmwareFiles;

/** Everything that firmware can ask for, by number, as the machine is put together at a reset. */
final class Items {
    private static final int FEATURES = 0x03;
    private static final int IRQ0_IS_INPUT_2 = 1;
    private static final byte[] NOTHING = new byte[0];

    private final Map<Integer, byte[]> byNumber = new HashMap<>();

    private Items() {
    }

    /** One item. */
    record Item(int number, byte[] contents) {
    }

    /** All items by number. */
    Item[] all() {
        return byNumber.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> new Item(entry.getKey(), entry.getValue())).toArray(Item[]::new);
    }

    /** Items that were collected before. */
    static Items of(Item[] items) {
        Items same = new Items();
        for (Item item : items) {
            same.byNumber.put(item.number(), item.contents());
        }
        return same;
    }

    /** The bytes of an item; none if nobody knows the number. */
    byte[] get(int number) {
        return byNumber.getOrDefault(number & ~FwCfgKey.WRITE_CHANNEL, NOTHING);
    }

    /**
     * Collects the items.
     *
     * @param options  what is configured; a configured file replaces one of the same name
     * @param slots    how the machine is put together
     * @param cards    cards with files, by PID
     * @param numbers  the files' numbers, kept over resets
     * @param events   where a file that cannot be offered is reported
     */
    static Items collect(FwCfgOptions options, List<SlotDTO> slots, Map<String, FirmwareFiles> cards,
            FileNumbers numbers, DeviceEvents events) {
        MemoryMap memory = MemoryMap.of(slots);
        SortedMap<String, byte[]> files = new TreeMap<>();
        ownFiles(options, memory, files);
        cards.forEach((pid, card) -> addFiles(pid, card, files, numbers, events));
        files.putAll(options.files());
        Items items = new Items();
        files.forEach((name, contents) -> items.byNumber.put(numbers.of(name), contents));
        items.put(FwCfgKey.DIRECTORY, new Blob().add(numbers.directory(files)));
        items.numbered(options, memory);
        return items;
    }

    private static void ownFiles(FwCfgOptions options, MemoryMap memory, SortedMap<String, byte[]> files) {
        if (!memory.regions().isEmpty()) {
            files.put("etc/e820", memory.e820());
        }
        if (!options.bootOrder().isEmpty()) {
            files.put("bootorder", (String.join("\n", options.bootOrder()) + "\0").getBytes(US_ASCII));
        }
        if (options.bootMenuMillis() >= 0) {
            files.put("etc/boot-menu-wait", new Blob().u64(options.bootMenuMillis()).toBytes());
        }
        if (options.bootFailMillis() >= 0) {
            files.put("etc/boot-fail-wait", new Blob().u64(options.bootFailMillis()).toBytes());
        }
        SmbiosTables smbios = new SmbiosTables(memory, options.cpus(), options.uuid());
        files.put("etc/smbios/smbios-tables", smbios.tables());
        files.put("etc/smbios/smbios-anchor", smbios.anchor());
    }

    private static void addFiles(String pid, FirmwareFiles card, SortedMap<String, byte[]> files, FileNumbers numbers,
            DeviceEvents events) {
        Map<String, byte[]> offered = card.firmwareFiles();
        if (offered == null) {
            return; // The card has failed; the fabric has said so.
        }
        new TreeMap<>(offered).forEach((name, contents) -> {
            if (!FileNumbers.isName(name)) {
                events.host(pid + ": '" + name + "' is no name of a file for firmware: 1 to 55 printable characters");
            } else if (!numbers.hasRoomFor(name)) {
                events.host(pid + ": there is no number left for the file '" + name + "'");
            } else if (files.putIfAbsent(name, contents.clone()) != null) {
                events.host(pid + ": there is a file '" + name + "' for firmware already");
            }
        });
    }

    private void numbered(FwCfgOptions options, MemoryMap memory) {
        put(FwCfgKey.SIGNATURE, new Blob().text("QEMU"));
        put(FwCfgKey.ID, new Blob().u32(FEATURES));
        put(FwCfgKey.UUID, new Blob().add(SmbiosTables.bytes(options.uuid())));
        put(FwCfgKey.RAM_SIZE, new Blob().u64(memory.bytes()));
        put(FwCfgKey.NOGRAPHIC, new Blob().u16(options.nographic() ? 1 : 0));
        put(FwCfgKey.CPUS, new Blob().u16(options.cpus()));
        put(FwCfgKey.MAX_CPUS, new Blob().u16(options.cpus()));
        put(FwCfgKey.NUMA, new Blob().u64(0));
        put(FwCfgKey.BOOT_MENU, new Blob().u16(options.bootMenu() ? 1 : 0));
        put(FwCfgKey.ACPI_TABLES, new Blob().u16(0));
        put(FwCfgKey.SMBIOS_ENTRIES, new Blob().u16(0));
        put(FwCfgKey.IRQ0_OVERRIDE, new Blob().u32(IRQ0_IS_INPUT_2));
    }

    private void put(FwCfgKey key, Blob contents) {
        byNumber.put(key.number(), contents.toBytes());
    }
}
