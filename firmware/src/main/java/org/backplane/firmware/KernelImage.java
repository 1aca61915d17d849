package org.backplane.firmware;

import java.util.List;
import org.backplane.firmware.internal.kernel.BootPlan;

/** Looks at a kernel before a machine is started with it. */
public final class KernelImage {
    /** The kinds of kernels that the component {@code org.backplane.firmware.kernel} boots. */
    public enum Format {
        /** Multiboot 1. */
        MULTIBOOT,
        /** Linux: a bzImage or an unpacked kernel, started through the 32-bit boot protocol. */
        LINUX
    }

    private KernelImage() {
    }

    /**
     * Makes sure that a kernel can be loaded: it is of a known format, all files can be read, and everything fits into
     * memory. Any thread; the files are read.
     *
     * @param kernel      path of the kernel
     * @param commandLine what will be handed to it
     * @param modules     paths of boot modules, the initial RAM disk first
     * @param memory      how much RAM the machine has from address 0 on, such as {@code 128M}
     * @return the kernel's format
     * @throws FirmwareException if the kernel cannot be loaded
     */
    public static Format check(String kernel, String commandLine, List<String> modules, String memory) {
        boolean multiboot = BootPlan.read(kernel, commandLine, modules, memory).isMultiboot();
        return multiboot ? Format.MULTIBOOT : Format.LINUX;
    }
}
