package org.backplane.device.post.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class PostCardTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostStreams streams = new FakeHostStreams(wires);
        return Specimen.of(new PostCardComponent(streams, ComponentConfig.of(PostCardComponent.Config.class)))
                .lacking("there is the one register, which keeps the code through a reset",
                        "power-on", "reset", "read-only", "w1c", "neighbours")
                .without("lines", "the card has no pins").without("dma", "the card is no bus master");
    }
}
