package org.backplane.device.kbd.internal;

/**
 * A byte for the output buffer.
 *
 * @param value     the byte
 * @param auxiliary whether it comes from the auxiliary device
 * @param timeout   whether it stands for a device that does not answer
 */
record OutputByte(int value, boolean auxiliary, boolean timeout) {
    static OutputByte keyboard(int value) {
        return new OutputByte(value, false, false);
    }

    static OutputByte auxiliary(int value) {
        return new OutputByte(value, true, false);
    }
}
