package org.backplane.shell.internal;

/** A component with commands of the shell, which waits for all of them; {@link ShellComponent} knows how many there are. */
interface CommandSet {
}
