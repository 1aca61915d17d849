package org.backplane.device.uart.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.TimerCallback;

/** Makes the chip's timers: {@code Wires::timer}. */
@FunctionalInterface
interface TimerFactory {
    Timer make(String name, TimerCallback callback);
}
