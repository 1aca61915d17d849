package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

/** The options. */
class EduComponentTest {
    @Test
    void theCardOfTheOriginalHas28AddressLines() {
        assertThat(ComponentConfig.of(EduComponent.Config.class).dmaBits()).isEqualTo(28);
    }

    @Test
    void aBadOptionIsNamedWhenTheCardIsPluggedIn() {
        for (int bits : new int[] {-1, 0, 11, 65}) {
            EduComponent component = new EduComponent(ComponentConfig.of(EduComponent.Config.class, Map.of("dmaBits", bits)));
            assertThatThrownBy(() -> component.plug(new FakeWires())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dmaBits: " + bits + " is not from 12 to 64");
        }
    }
}
