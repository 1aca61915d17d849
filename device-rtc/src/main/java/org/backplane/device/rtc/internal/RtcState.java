package org.backplane.device.rtc.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the clock and its memory remember.
 *
 * @param bytes all bytes by address
 * @param index the index register
 * @param clock what the clock has beside its bytes
 */
record RtcState(int[] bytes, int index, RealTimeClock.State clock) {
    static final StateSchema SCHEMA = new StateSchema(RtcComponent.PID, 1);

    RtcState {
        if (bytes.length != CmosRegister.BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes where there are " + CmosRegister.BYTES);
        }
    }
}
