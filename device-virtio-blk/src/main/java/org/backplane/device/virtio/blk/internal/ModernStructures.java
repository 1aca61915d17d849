package org.backplane.device.virtio.blk.internal;

import java.util.stream.Stream;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** BAR4: the structures of modern drivers, each on a page of its own (virtio 1.2 §4.1.4). */
final class ModernStructures implements RangeHandler {
    static final int COMMON = 0x0000;
    static final int ISR = 0x1000;
    static final int DEVICE = 0x2000;
    static final int NOTIFY = 0x3000;
    static final int PAGE_BYTES = 0x1000;

    private final VirtioBlock device;
    private final CommonConfiguration common;

    ModernStructures(VirtioBlock device, CommonConfiguration common) {
        this.device = device;
        this.common = common;
    }

    /** The registers, for whoever looks at the card from outside. */
    static RegisterMap declared() {
        Stream<Register> own = Stream.of(
                Register.of("ISR", ISR, 1, Register.Access.RO).reset(0).changedByReading().section("virtio 1.2 §4.1.4.5"),
                Register.of("NOTIFY", NOTIFY, 2, Register.Access.WO).section("virtio 1.2 §4.1.4.4"));
        return RegisterMap.of(Stream.of(Stream.of(CommonRegister.values()).map(register -> register.declaration(COMMON)), own,
                BlockConfiguration.declared(DEVICE)).flatMap(each -> each).toList());
    }

    @Override
    public long read(long offset, int width) {
        return (offset & -PAGE_BYTES) == ISR && (offset & PAGE_BYTES - 1) == 0 ? device.readIsr() : peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        int at = (int) offset & PAGE_BYTES - 1;
        return switch ((int) offset & -PAGE_BYTES) {
            case COMMON -> common.read(at, width);
            case ISR -> at == 0 ? device.isr() : 0;
            case DEVICE -> device.configuration().read(at, width);
            default -> 0;
        };
    }

    /** The notification address of queue 0 is the first one; the value is the queue's number (§4.1.5.2). */
    @Override
    public void write(long offset, int width, long value) {
        int at = (int) offset & PAGE_BYTES - 1;
        switch ((int) offset & -PAGE_BYTES) {
            case COMMON -> common.write(at, width, value);
            case NOTIFY -> device.notified(at == 0 ? (int) value & 0xffff : 0xffff, false);
            default -> { }
        }
    }
}
