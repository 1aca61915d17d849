package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentConfigTest {
    @interface Options {
        String host() default "none";

        long clockHz() default 1_843_200;

        String[] bytes() default {};
    }

    @Test
    void membersHaveTheirDefaultsUntilTheyAreGiven() {
        Options options = ComponentConfig.of(Options.class, Map.of("clockHz", 24_000_000L, "bytes", new String[] {"1=2"}));

        assertThat(options.host()).isEqualTo("none");
        assertThat(options.clockHz()).isEqualTo(24_000_000);
        assertThat(options.bytes()).containsExactly("1=2");
        assertThat(ComponentConfig.of(Options.class).bytes()).isEmpty();
    }

    @Test
    void anUnknownNameOrAWrongTypeIsRefused() {
        assertThatThrownBy(() -> ComponentConfig.of(Options.class, Map.of("hots", "x")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("hots");
        assertThatThrownBy(() -> ComponentConfig.of(Options.class, Map.of("clockHz", 5)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("clockHz");
    }
}
