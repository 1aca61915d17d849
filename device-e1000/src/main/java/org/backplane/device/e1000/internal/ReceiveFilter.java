package org.backplane.device.e1000.internal;

/** Which frames are for this station: exact addresses, the hash table for groups, and VLANs (8254x §3.2.1, §9.3, §13.5). */
final class ReceiveFilter {
    /** The longest frame without and with a VLAN tag, without the frame check sequence. */
    static final int LONGEST = 1518;
    static final int LONGEST_JUMBO = 16384 - 4;

    private static final int RCTL_UPE = 1 << 3;
    private static final int RCTL_MPE = 1 << 4;
    private static final int RCTL_BAM = 1 << 15;
    private static final int RCTL_VFE = 1 << 18;
    private static final int RCTL_CFIEN = 1 << 19;
    private static final int RCTL_CFI = 1 << 20;
    private static final int RCTL_DPF = 1 << 22;
    private static final int RAH_AV = 1 << 31;
    /** The address is compared with the destination of a frame. */
    private static final int RAH_AS = 3 << 16;
    /** By how many bits the last two bytes of an address are shifted to an index, for each value of RCTL.MO. */
    private static final int[] HASH_SHIFT = {4, 3, 2, 0};
    /** Where PAUSE frames go (IEEE 802.3 annex 31B). */
    private static final long PAUSE_ADDRESS = 0x0180c2000001L;

    final int[] multicast = new int[E1000Register.MTA_ENTRIES];
    final int[] addresses = new int[E1000Register.RA_ENTRIES];
    final int[] vlans = new int[E1000Register.VFTA_ENTRIES];

    record State(int[] multicast, int[] addresses, int[] vlans) {
        State {
            if (multicast.length != E1000Register.MTA_ENTRIES || addresses.length != E1000Register.RA_ENTRIES
                    || vlans.length != E1000Register.VFTA_ENTRIES) {
                throw new IllegalArgumentException("filter tables of another length");
            }
        }
    }

    State state() {
        return new State(multicast.clone(), addresses.clone(), vlans.clone());
    }

    void restore(State state) {
        System.arraycopy(state.multicast, 0, multicast, 0, multicast.length);
        System.arraycopy(state.addresses, 0, addresses, 0, addresses.length);
        System.arraycopy(state.vlans, 0, vlans, 0, vlans.length);
    }

    /** The first address comes from the EEPROM; the others are not valid. */
    void load(Eeprom eeprom) {
        for (int i = 1; i < addresses.length; i += 2) {
            addresses[i] &= ~RAH_AV;
        }
        addresses[0] = eeprom.word(0) | eeprom.word(1) << 16;
        addresses[1] = eeprom.word(2) | RAH_AV;
    }

    /** The station's own address, the first byte in the highest bits of 48. */
    long station() {
        long address = 0;
        for (int i = 0; i < 6; i++) {
            address = address << 8 | addresses[i / 4] >> 8 * (i % 4) & 0xff;
        }
        return address;
    }

    static boolean isBroadcast(byte[] frame) {
        return destination(frame) == 0xffffffffffffL;
    }

    private static long destination(byte[] frame) {
        long address = 0;
        for (int i = 0; i < 6; i++) {
            address = address << 8 | frame[i] & 0xff;
        }
        return address;
    }

    /** Whether the receiver takes a frame, as far as addresses and VLANs go. */
    boolean passes(byte[] frame, int rctl, int vlanType) {
        return hasAddress(frame, rctl) && hasVlan(frame, rctl, vlanType)
                && ((rctl & RCTL_DPF) == 0 || destination(frame) != PAUSE_ADDRESS);
    }

    private boolean hasAddress(byte[] frame, int rctl) {
        if (isBroadcast(frame)) {
            return (rctl & (RCTL_BAM | RCTL_MPE)) != 0;
        }
        boolean group = (frame[0] & 1) != 0;
        if ((rctl & (group ? RCTL_MPE : RCTL_UPE)) != 0 || exact(frame)) {
            return true;
        }
        int hash = ((frame[4] & 0xff | (frame[5] & 0xff) << 8) >> HASH_SHIFT[rctl >> 12 & 3]) & 0xfff;
        return group && (multicast[hash >> 5] >> (hash & 31) & 1) != 0;
    }

    private boolean exact(byte[] frame) {
        int low = frame[0] & 0xff | (frame[1] & 0xff) << 8 | (frame[2] & 0xff) << 16 | frame[3] << 24;
        int high = frame[4] & 0xff | (frame[5] & 0xff) << 8;
        for (int i = 0; i < addresses.length; i += 2) {
            if (addresses[i] == low && (addresses[i + 1] & (RAH_AV | RAH_AS | 0xffff)) == (RAH_AV | high)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasVlan(byte[] frame, int rctl, int vlanType) {
        if ((rctl & RCTL_VFE) == 0 || !isTagged(frame, vlanType)) {
            return true;
        }
        int tag = tag(frame);
        boolean wrongFormat = (rctl & RCTL_CFIEN) != 0 && (tag >> 12 & 1) != ((rctl & RCTL_CFI) != 0 ? 1 : 0);
        return !wrongFormat && (vlans[(tag & 0xfff) >> 5] >> (tag & 31) & 1) != 0;
    }

    static boolean isTagged(byte[] frame, int vlanType) {
        return ((frame[12] & 0xff) << 8 | frame[13] & 0xff) == vlanType;
    }

    static int tag(byte[] frame) {
        return (frame[14] & 0xff) << 8 | frame[15] & 0xff;
    }
}
