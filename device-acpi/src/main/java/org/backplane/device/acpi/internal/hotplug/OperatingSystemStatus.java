package org.backplane.device.acpi.internal.hotplug;

/**
 * What an operating system says with _OST of an event that it was told (ACPI §6.3.5).
 *
 * @param device the slot
 * @param source the event: what it was notified with
 * @param status what became of it
 */
record OperatingSystemStatus(int device, int source, int status) {
    private static final int DEVICES = 0x1f;
    private static final int DEVICE_CHECK = 1;
    private static final int EJECT_REQUEST = 3;
    private static final int SUCCESS = 0;
    private static final int NOT_SUPPORTED = 0x80;
    private static final int IN_USE = 0x81;
    private static final int BUSY = 0x82;
    private static final int DEPENDENCY_BUSY = 0x83;
    private static final int IN_PROGRESS = 0x84;

    /** Reads what the slot's method has written to the register. */
    static OperatingSystemStatus of(int register) {
        return new OperatingSystemStatus(register & DEVICES, register >> 8 & 0xff, register >>> 16);
    }

    /** Whether the guest has taken in what was inserted. */
    boolean isTaken() {
        return source == DEVICE_CHECK && status == SUCCESS;
    }

    /** Whether it will not be ejected. That it was, the guest shows by switching the slot off. */
    boolean isRefusal() {
        return source == EJECT_REQUEST && status != SUCCESS && status != IN_PROGRESS;
    }

    /** The reason (ACPI §6.3.5 "Ejection Request / Ejection Processing Status Codes"). */
    String words() {
        return switch (status) {
            case NOT_SUPPORTED -> "it does not support ejection";
            case IN_USE -> "an application uses it";
            case BUSY -> "it is busy";
            case DEPENDENCY_BUSY -> "something that depends on it is busy";
            default -> String.format("status %x", status);
        };
    }
}
