package org.backplane.firmware;

import java.util.List;
import org.backplane.firmware.internal.multiboot.BootPlan;

/** Looks at a kernel before a machine is started with it. */
public final class KernelImage {
    /** The kinds of kernels that can be booted. */
    public enum Format {
        /** Multiboot 1, for the component {@code org.backplane.firmware.multiboot}. */
        MULTIBOOT
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
     * @return the kernel's format, which decides what loads it
     * @throws FirmwareException if the kernel cannot be loaded
     */
    public static Format check(String kernel, String commandLine, List<String> modules, String memory) {
        BootPlan.read(kernel, commandLine, modules, memory);
        return Format.MULTIBOOT;
    }
}
