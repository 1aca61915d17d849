package org.backplane.device.virtio.blk.internal;

import java.util.stream.Stream;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.RegisterMap;

/** BAR0: the interface of legacy drivers (virtio 1.2 §4.1.4.10), with the device-specific configuration behind it. */
final class LegacyHeader implements RangeHandler {
    private static final int PAGE_SHIFT = 12;

    private final VirtioBlock device;
    private final DeviceEvents events;
    private int queueSelect;

    LegacyHeader(VirtioBlock device, DeviceEvents events) {
        this.device = device;
        this.events = events;
    }

    /** The registers, for whoever looks at the card from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(Stream.concat(Stream.of(LegacyRegister.values()).map(register -> register.declaration(0)),
                BlockConfiguration.declared(LegacyRegister.LENGTH)).toList());
    }

    int queueSelect() {
        return queueSelect;
    }

    void restore(int selected) {
        queueSelect = selected;
    }

    void reset() {
        queueSelect = 0;
    }

    @Override
    public long read(long offset, int width) {
        long value = peek(offset, width);
        if (covers((int) offset, width, LegacyRegister.ISR_STATUS)) {
            device.readIsr();
        }
        return value;
    }

    private static boolean covers(int offset, int width, LegacyRegister register) {
        return offset <= register.offset() && offset + width > register.offset();
    }

    @Override
    public long peek(long offset, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= byteAt((int) offset + i) << 8 * i;
        }
        return value;
    }

    private long byteAt(int offset) {
        if (offset >= LegacyRegister.LENGTH) {
            return device.configuration().read(offset - LegacyRegister.LENGTH, 1);
        }
        LegacyRegister register = LegacyRegister.at(offset);
        return value(register) >> 8 * (offset - register.offset()) & 0xff;
    }

    private long value(LegacyRegister register) {
        boolean selected = queueSelect == 0;
        return switch (register) {
            case DEVICE_FEATURES -> device.legacyFeatures();
            case DRIVER_FEATURES -> device.accepted();
            case QUEUE_ADDRESS -> selected ? device.queue().descriptors() >> PAGE_SHIFT : 0;
            case QUEUE_SIZE -> selected ? VirtQueue.SIZE_LIMIT : 0;
            case QUEUE_SELECT -> queueSelect;
            case QUEUE_NOTIFY -> 0;
            case DEVICE_STATUS -> device.status();
            case ISR_STATUS -> device.isr();
        };
    }

    /** Drivers write whole registers. */
    @Override
    public void write(long offset, int width, long value) {
        if (offset >= LegacyRegister.LENGTH) {
            events.guest("the configuration is read-only");
            return;
        }
        LegacyRegister register = LegacyRegister.at((int) offset);
        switch (register) {
            case DRIVER_FEATURES -> device.accept(value & device.legacyFeatures());
            case QUEUE_ADDRESS -> {
                if (queueSelect == 0) {
                    device.queue().legacy(value << PAGE_SHIFT);
                }
            }
            case QUEUE_SELECT -> queueSelect = (int) value & 0xffff;
            case QUEUE_NOTIFY -> device.notified((int) value & 0xffff, true);
            case DEVICE_STATUS -> {
                device.writeStatus((int) value & 0xff);
                if ((value & 0xff) == 0) {
                    reset();
                }
            }
            case DEVICE_FEATURES, QUEUE_SIZE, ISR_STATUS -> events.guest(register + " is read-only (virtio 1.2 §4.1.4.10)");
        }
    }
}
