package org.backplane.device.fwcfg.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the interface remembers. A guest in the middle of an item reads on in the same bytes, whatever the
 * cards and the configuration say by now; that counts after the next reset.
 *
 * @param reader  what is being read
 * @param files   the files that have a number, in the order of their numbers
 * @param dmaHigh the upper half of the DMA address, in its place
 * @param items   the items as they were collected; none if they were not yet
 */
record FwCfgState(ItemReader.State reader, FileNumbers.Name[] files, long dmaHigh, Items.Item[] items) {
    static final StateSchema SCHEMA = new StateSchema(FwCfgComponent.PID, 1);

    FwCfgState {
        if (files.length > FwCfgKey.FILES) {
            throw new IllegalArgumentException(files.length + " files where there are numbers for " + FwCfgKey.FILES);
        }
    }
}
