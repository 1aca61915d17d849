package org.backplane.device.fwcfg.internal;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is configured.
 *
 * @param files          files by name
 * @param bootOrder      device paths for the file {@code bootorder}, the first to boot from first
 * @param bootMenu       whether firmware offers a boot menu
 * @param bootMenuMillis how long it waits there; negative for its own default
 * @param bootFailMillis how long it waits after it found nothing to boot; negative for its own default
 * @param nographic      whether firmware should use the serial port as its console
 * @param cpus           how many processors there are
 * @param uuid           the machine's identity
 */
record FwCfgOptions(Map<String, byte[]> files, List<String> bootOrder, boolean bootMenu, long bootMenuMillis,
        long bootFailMillis, boolean nographic, int cpus, UUID uuid) {
}
