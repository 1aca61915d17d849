package org.backplane.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.backplane.bus.machine.Machine;

/**
 * A guest that reads ports 300h and 310h for ever and counts in RAM which bytes it read: a ROM image, and how to look at
 * its counts.
 */
final class PollingGuest {
    static final int FIRST_PORT = 0x300;
    static final int SECOND_PORT = 0x310;
    private static final int ROUNDS = 0x0FF0;
    private static final int FIRST_COUNTS = 0x1000;
    private static final int SECOND_COUNTS = 0x1400;
    private static final int COUNTS_BYTES = 4 * 256;
    private static final int ROM_BASE = 0xF0000;
    private static final long ENOUGH_ROUNDS = 2_000;
    private static final long PATIENCE_MILLIS = 20_000;

    private static final int[] PROGRAM = {
        0x31, 0xC0,                             // 00 xor eax,eax
        0xBA, 0x00, 0x03, 0x00, 0x00,           // 02 mov edx,300h
        0xEC,                                   // 07 in al,dx
        0x0F, 0xB6, 0xC0,                       // 08 movzx eax,al
        0xFF, 0x04, 0x85, 0x00, 0x10, 0x00, 0x00,// 0b inc dword [eax*4+1000h]
        0xBA, 0x10, 0x03, 0x00, 0x00,           // 12 mov edx,310h
        0xEC,                                   // 17 in al,dx
        0x0F, 0xB6, 0xC0,                       // 18 movzx eax,al
        0xFF, 0x04, 0x85, 0x00, 0x14, 0x00, 0x00,// 1b inc dword [eax*4+1400h]
        0xFF, 0x05, 0xF0, 0x0F, 0x00, 0x00,     // 22 inc dword [0ff0h]
        0xEB, 0xD8,                             // 28 jmp 02
    };

    private final Machine machine;

    PollingGuest(Machine machine) {
        this.machine = machine;
    }

    /** Writes the ROM image. */
    static Path rom(Path file) throws IOException {
        return GuestRom.writeFlat(file, PROGRAM);
    }

    /** Waits until the image answers where the guest will look for it; the ROM card may start with another one. */
    void awaitMapped() throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!isMapped()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("the guest's ROM is not mapped: " + machine.slots());
            }
            Thread.sleep(1);
        }
    }

    /** Whether the image answers. */
    boolean isMapped() {
        return machine.call(() -> {
            for (int i = 0; i < PROGRAM.length; i++) {
                if (machine.memory().peek(ROM_BASE + i, 1) != PROGRAM[i]) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Forgets what was counted; RAM keeps it over a reset. The guest must not run. */
    void clear() {
        machine.call(() -> {
            for (int physical = ROUNDS; physical < SECOND_COUNTS + COUNTS_BYTES; physical += 4) {
                machine.memory().write(physical, 4, 0);
            }
            return null;
        });
    }

    private long rounds() {
        return machine.call(() -> machine.memory().peek(ROUNDS, 4));
    }

    /** How often the guest has read each byte from a port since it was started; bytes that it never read are left out. */
    Map<Integer, Long> counts(int port) {
        int table = port == FIRST_PORT ? FIRST_COUNTS : SECOND_COUNTS;
        return machine.call(() -> {
            Map<Integer, Long> counts = new TreeMap<>();
            for (int value = 0; value < 256; value++) {
                long count = machine.memory().peek(table + 4 * value, 4);
                if (count != 0) {
                    counts.put(value, count);
                }
            }
            return counts;
        });
    }

    /** Which bytes a port gives now: those that the guest reads in its next rounds. */
    Set<Integer> answers(int port) throws InterruptedException {
        awaitRounds(1);
        Map<Integer, Long> before = counts(port);
        awaitRounds(ENOUGH_ROUNDS);
        Map<Integer, Long> after = counts(port);
        after.keySet().removeIf(value -> after.get(value).equals(before.get(value)));
        return after.keySet();
    }

    /** Waits until the guest has gone round some more times; a guest that stands still is a failure. */
    void awaitRounds(long more) throws InterruptedException {
        long from = rounds();
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (rounds() - from < more) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("the guest stands still: " + machine.status());
            }
            Thread.sleep(1);
        }
    }
}
