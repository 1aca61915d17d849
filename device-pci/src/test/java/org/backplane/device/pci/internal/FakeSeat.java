package org.backplane.device.pci.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciSeat;

/** A function whose card is the test. */
final class FakeSeat implements PciSeat, PciConfiguration {
    /** Where the ranges of its base address registers are, by index. */
    final Map<Integer, Long> placed = new TreeMap<>();
    /** Writes that it made as bus master. */
    final List<String> written = new ArrayList<>();
    final int[] registers = new int[256];
    int capabilities;
    boolean busMaster;
    boolean interrupt;
    private final String pid;
    private PciIdentity identity;

    FakeSeat(String pid, int device, Bar... bars) {
        this.pid = pid;
        identity = new PciIdentity(0x1234, 0x5678, 3, 0xff0001, 0xabcd, 0xef01, 1, List.of(bars), 0, "", device, 0,
                false, 0);
    }

    /** A bridge. */
    static FakeSeat bridge(String pid, int device) {
        FakeSeat seat = new FakeSeat(pid, device);
        seat.identity = new PciIdentity(0x1011, 0x22, 0, 0x060400, 0, 0, 0, List.of(), 0, "", device, 0, false, 0);
        return seat;
    }

    FakeSeat behind(String bridge) {
        PciIdentity was = identity;
        identity = new PciIdentity(was.vendorId(), was.deviceId(), was.revisionId(), was.classCode(),
                was.subsystemVendorId(), was.subsystemId(), was.interruptPin(), was.bars(), was.messages(), bridge,
                was.device(), was.function(), was.multifunction(), was.status());
        return this;
    }

    FakeSeat pin(int pin) {
        PciIdentity was = identity;
        identity = new PciIdentity(was.vendorId(), was.deviceId(), was.revisionId(), was.classCode(),
                was.subsystemVendorId(), was.subsystemId(), pin, was.bars(), was.messages(), was.bus(), was.device(),
                was.function(), was.multifunction(), was.status());
        return this;
    }

    FakeSeat messages(int count) {
        PciIdentity was = identity;
        identity = new PciIdentity(was.vendorId(), was.deviceId(), was.revisionId(), was.classCode(),
                was.subsystemVendorId(), was.subsystemId(), was.interruptPin(), was.bars(), count, was.bus(),
                was.device(), was.function(), was.multifunction(), was.status());
        return this;
    }

    FakeSeat status(int fixed) {
        PciIdentity was = identity;
        identity = new PciIdentity(was.vendorId(), was.deviceId(), was.revisionId(), was.classCode(),
                was.subsystemVendorId(), was.subsystemId(), was.interruptPin(), was.bars(), was.messages(), was.bus(),
                was.device(), was.function(), was.multifunction(), fixed);
        return this;
    }

    FakeSeat function(int function, boolean multifunction) {
        PciIdentity was = identity;
        identity = new PciIdentity(was.vendorId(), was.deviceId(), was.revisionId(), was.classCode(),
                was.subsystemVendorId(), was.subsystemId(), was.interruptPin(), was.bars(), was.messages(), was.bus(),
                was.device(), function, multifunction, was.status());
        return this;
    }

    @Override
    public String pid() {
        return pid;
    }

    @Override
    public PciIdentity identity() {
        return identity;
    }

    @Override
    public void place(int bar, long address) {
        placed.put(bar, address);
    }

    @Override
    public void displace(int bar) {
        placed.remove(bar);
    }

    @Override
    public void busMaster(boolean enabled) {
        busMaster = enabled;
    }

    @Override
    public void write(long physical, int value) {
        written.add(Long.toHexString(physical) + "=" + Integer.toHexString(value));
    }

    @Override
    public boolean interrupt() {
        return interrupt;
    }

    @Override
    public PciConfiguration configuration() {
        return this;
    }

    @Override
    public int readConfiguration(int offset) {
        return registers[offset];
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        registers[offset] = value;
    }

    @Override
    public int capabilities() {
        return capabilities;
    }
}
