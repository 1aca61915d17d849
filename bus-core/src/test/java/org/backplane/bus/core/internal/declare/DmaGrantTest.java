package org.backplane.bus.core.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DmaGrantTest {
    private static DmaGrant grant(Object property) throws DeclarationException {
        return Declaration.parse(Map.of("bus.dma", property)).dma();
    }

    @Test
    void withoutThePropertyEverythingIsGranted() throws DeclarationException {
        assertThat(Declaration.parse(Map.of()).dma().covers(-1L, 100)).isTrue();
        assertThat(grant("all").covers(0, 1)).isTrue();
        assertThat(grant("").covers(0, 1)).isTrue();
    }

    @Test
    void noneGrantsNothing() throws DeclarationException {
        assertThat(grant("none").covers(0, 1)).isFalse();
        assertThat(grant("none")).hasToString("none");
    }

    @Test
    void anAccessHasToLieInOneSpan() throws DeclarationException {
        DmaGrant grant = grant(List.of("0x1000+4K", "0x8000-0x8fff"));

        assertThat(grant.covers(0x1000, 0x1000)).isTrue();
        assertThat(grant.covers(0x8fff, 1)).isTrue();
        assertThat(grant.covers(0x1000, 0x1001)).as("one byte too many").isFalse();
        assertThat(grant.covers(0xfff, 2)).as("one byte too early").isFalse();
        assertThat(grant.covers(0x8fff, 2)).isFalse();
        assertThat(grant.covers(-1L, 1)).as("addresses are unsigned").isFalse();
        assertThat(grant.covers(-1L, 0)).as("nothing reaches nothing").isTrue();
        assertThat(grant).hasToString("0x1000-0x1fff,0x8000-0x8fff");
    }

    @Test
    void aBadSpanIsNamed() {
        for (Object bad : List.of("some", "+4K", List.of("0x1000+4K", "none"))) {
            assertThatThrownBy(() -> grant(bad)).isInstanceOf(DeclarationException.class)
                    .hasMessageMatching("bus\\.dma: '.*' is none of all, none and a span such as 0x1000\\+4K");
        }
    }
}
