package org.backplane.firmware.internal.kernel;

/** An image cannot be booted; the message says why, as the rest of a sentence that begins with the file's name. */
final class BadImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadImageException(String reason) {
        super(reason);
    }
}
