/**
 * Prepares guests from what the user's own distribution offers; nothing of theirs comes along with this one. Start reading at
 * {@link org.backplane.launcher.guest.LinuxGuest}. One thread.
 */
package org.backplane.launcher.guest;
