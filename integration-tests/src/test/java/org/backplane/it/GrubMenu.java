package org.backplane.it;

import java.io.IOException;

/** Somebody at the keyboard in front of GRUB's menu. */
final class GrubMenu {
    private static final long PATIENCE_MILLIS = 240_000;

    private final ShellPeer shell;

    private GrubMenu(ShellPeer shell) {
        this.shell = shell;
    }

    /** Waits until the menu is complete. */
    static GrubMenu await(ShellPeer shell) throws IOException, InterruptedException {
        shell.awaitScreen(PATIENCE_MILLIS, "GNU GRUB  version 2", "`c' for a command-line", "*");
        return new GrubMenu(shell);
    }

    /** Leaves the menu for the command line, which lists these devices. */
    void lists(String devices) throws IOException, InterruptedException {
        shell.type("pc:key c");
        shell.awaitScreen(PATIENCE_MILLIS, "grub>");
        shell.type("pc:type ls");
        shell.awaitScreen(PATIENCE_MILLIS, "grub> ls");
        shell.type("pc:key enter");
        shell.awaitScreen(PATIENCE_MILLIS, devices);
    }
}
