package org.backplane.device.e1000.internal;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** BAR2: IOADDR chooses a register of BAR0, IODATA is that register (8254x §13.2.2). */
final class IoWindow implements RangeHandler {
    private static final int IOADDR = 0;
    private static final int IODATA = 4;
    private static final int REGISTER_BYTES = 0x20000;

    private final RangeHandler registers;
    private int address;

    IoWindow(RangeHandler registers) {
        this.registers = registers;
    }

    /** The registers, for whoever looks at the card from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(Register.of("IOADDR", IOADDR, 4, Register.Access.RW).reset(0).section("8254x §13.2.2.1"),
                Register.of("IODATA", IODATA, 4, Register.Access.RW).writable(0).section("8254x §13.2.2.2"));
    }

    int address() {
        return address;
    }

    void address(int value) {
        address = value;
    }

    private boolean inside() {
        return Integer.compareUnsigned(address, REGISTER_BYTES) < 0;
    }

    private int register() {
        return address & ~3;
    }

    @Override
    public long peek(long offset, int width) {
        if (offset == IOADDR) {
            return address & 0xffffffffL;
        }
        return offset == IODATA && inside() ? registers.peek(register(), width) : 0;
    }

    @Override
    public long read(long offset, int width) {
        return offset == IODATA && inside() ? registers.read(register(), width) : peek(offset, width);
    }

    @Override
    public void write(long offset, int width, long value) {
        if (offset == IOADDR) {
            address = (int) value;
        } else if (offset == IODATA && inside()) {
            registers.write(register(), width, value);
        }
    }
}
