package org.backplane.device.kbd.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the controller and its devices remember.
 *
 * @param buffers  the controller's bus side
 * @param program  the controller's memory and what it is doing, with the cables
 * @param keyboard the keyboard, with the keys that are held
 * @param mouse    the mouse, even if none is plugged in
 */
record KeyboardState(HostBuffers.State buffers, ControllerProgram.State program, Keyboard.State keyboard, Mouse.State mouse) {
    static final StateSchema SCHEMA = new StateSchema(KeyboardControllerComponent.PID, 1);
}
