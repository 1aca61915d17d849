package org.backplane.device.virtio.blk.internal;

import org.backplane.bus.DeviceEvents;

/** The common configuration structure (virtio 1.2 §4.1.4.3). MSI-X is not offered, so no vector can be chosen. */
final class CommonConfiguration {
    private static final int NO_VECTOR = 0xffff;
    private static final int QUEUES = 1;

    private final VirtioBlock device;
    private final DeviceEvents events;
    private int deviceFeatureSelect;
    private int driverFeatureSelect;
    private int queueSelect;

    CommonConfiguration(VirtioBlock device, DeviceEvents events) {
        this.device = device;
        this.events = events;
    }

    /** The selecting registers. */
    record State(int deviceFeatureSelect, int driverFeatureSelect, int queueSelect) {
    }

    State state() {
        return new State(deviceFeatureSelect, driverFeatureSelect, queueSelect);
    }

    void restore(State state) {
        deviceFeatureSelect = state.deviceFeatureSelect;
        driverFeatureSelect = state.driverFeatureSelect;
        queueSelect = state.queueSelect;
    }

    void reset() {
        deviceFeatureSelect = 0;
        driverFeatureSelect = 0;
        queueSelect = 0;
    }

    /** Reads any part of the structure, byte by byte. */
    long read(int offset, int width) {
        long value = 0;
        for (int i = 0; i < width && offset + i < CommonRegister.LENGTH; i++) {
            CommonRegister register = CommonRegister.at(offset + i);
            value |= (value(register) >> 8 * (offset + i - register.offset()) & 0xff) << 8 * i;
        }
        return value;
    }

    /** Writes a field, or a naturally aligned part of a longer one (§4.1.3.1); a wider write is several fields. */
    void write(int offset, int width, long value) {
        int done = 0;
        while (done < width && offset + done < CommonRegister.LENGTH) {
            CommonRegister register = CommonRegister.at(offset + done);
            int first = done;
            while (done < width && offset + done < CommonRegister.LENGTH
                    && CommonRegister.at(offset + done) == register) {
                done++;
            }
            int shift = 8 * (offset + first - register.offset());
            long mask = (done - first == 8 ? -1L : (1L << 8 * (done - first)) - 1) << shift;
            write(register, value(register) & ~mask | value >> 8 * first << shift & mask);
        }
    }

    private long value(CommonRegister register) {
        boolean selected = queueSelect < QUEUES;
        VirtQueue queue = device.queue();
        return switch (register) {
            case DEVICE_FEATURE_SELECT -> deviceFeatureSelect & 0xffffffffL;
            case DEVICE_FEATURE -> window(device.modernFeatures(), deviceFeatureSelect);
            case DRIVER_FEATURE_SELECT -> driverFeatureSelect & 0xffffffffL;
            case DRIVER_FEATURE -> window(device.accepted(), driverFeatureSelect);
            case CONFIG_MSIX_VECTOR, QUEUE_MSIX_VECTOR -> NO_VECTOR;
            case NUM_QUEUES -> QUEUES;
            case DEVICE_STATUS -> device.status();
            case CONFIG_GENERATION, QUEUE_NOTIFY_OFF -> 0;
            case QUEUE_SELECT -> queueSelect;
            case QUEUE_SIZE -> selected ? queue.size() : 0;
            case QUEUE_ENABLE -> selected && queue.enabled() ? 1 : 0;
            case QUEUE_DESC -> selected ? queue.descriptors() : 0;
            case QUEUE_DRIVER -> selected ? queue.available() : 0;
            case QUEUE_DEVICE -> selected ? queue.used() : 0;
        };
    }

    private static long window(long features, int select) {
        return select == 0 || select == 1 ? features >> 32 * select & 0xffffffffL : 0;
    }

    private void write(CommonRegister register, long value) {
        switch (register) {
            case DEVICE_FEATURE_SELECT -> deviceFeatureSelect = (int) value;
            case DRIVER_FEATURE_SELECT -> driverFeatureSelect = (int) value;
            case DRIVER_FEATURE -> acceptFeatures(value);
            case DEVICE_STATUS -> {
                device.writeModernStatus((int) value);
                if (value == 0) {
                    reset();
                }
            }
            case QUEUE_SELECT -> queueSelect = (int) value;
            case QUEUE_SIZE, QUEUE_ENABLE, QUEUE_DESC, QUEUE_DRIVER, QUEUE_DEVICE -> writeQueue(register, value);
            case CONFIG_MSIX_VECTOR, QUEUE_MSIX_VECTOR -> { }
            case DEVICE_FEATURE, NUM_QUEUES, CONFIG_GENERATION, QUEUE_NOTIFY_OFF ->
                events.guest(register + " is read-only (virtio 1.2 §4.1.4.3)");
        }
    }

    private void acceptFeatures(long value) {
        if ((device.status() & VirtioBlock.STATUS_FEATURES_OK) != 0) {
            events.guest("features change after FEATURES_OK (virtio 1.2 §3.1.1), which has no effect");
        } else if (driverFeatureSelect == 0 || driverFeatureSelect == 1) {
            long mask = 0xffffffffL << 32 * driverFeatureSelect;
            device.accept(device.accepted() & ~mask | value << 32 * driverFeatureSelect & mask);
        } else if (value != 0) {
            events.guest("features of bank " + driverFeatureSelect + ", which the device does not have");
        }
    }

    /** A queue that is enabled is not changed any more (§4.1.4.3.2). */
    private void writeQueue(CommonRegister register, long value) {
        VirtQueue queue = device.queue();
        if (queueSelect >= QUEUES || queue.enabled()) {
            events.guest(register + " of queue " + queueSelect + ", which is " + (queueSelect >= QUEUES ? "not there"
                    : "enabled") + ", is written: no effect");
            return;
        }
        switch (register) {
            case QUEUE_SIZE -> {
                if (!queue.size((int) value)) {
                    events.guest("a queue size of " + value + " is no power of two up to " + VirtQueue.SIZE_LIMIT);
                }
            }
            case QUEUE_ENABLE -> {
                if (value == 1) {
                    queue.enable();
                }
            }
            case QUEUE_DESC -> queue.descriptors(value);
            case QUEUE_DRIVER -> queue.available(value);
            case QUEUE_DEVICE -> queue.used(value);
            default -> throw new AssertionError(register);
        }
    }
}
