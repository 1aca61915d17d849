package org.backplane.bus.core.internal.advice;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.MemoryType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeRuleTest {
    @ParameterizedTest
    @CsvSource({
        "UC, UC, FITS", "UC, UC_MINUS, FITS", "UC, WC, COMBINED", "UC, WT, CACHED", "UC, WP, CACHED", "UC, WB, CACHED",
        "WC, WC, FITS", "WC, UC, UNCOMBINED", "WC, UC_MINUS, UNCOMBINED", "WC, WB, HELD_BACK", "WC, WT, HELD_BACK",
        "WB, WB, FITS", "WB, WT, FITS", "WB, UC, UNCACHED", "WB, WC, UNCACHED", "WP, WB, FITS", "WP, UC, FITS"})
    void aTypeFitsOrDoesItsHarm(MemoryType wanted, MemoryType effective, TypeRule rule) {
        assertThat(TypeRule.of(wanted, effective)).isEqualTo(rule);
    }
}
