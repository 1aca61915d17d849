package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.backplane.bus.BusProperties;

/** What a card may reach by DMA: {@link BusProperties#DMA}. */
public final class DmaGrant {
    /** Everything. */
    public static final DmaGrant ALL = new DmaGrant(null);

    private static final String ALL_TEXT = "all";
    private static final String NONE_TEXT = "none";

    /** {@code null} if there is no bound. */
    private final List<Span> spans;

    private DmaGrant(List<Span> spans) {
        this.spans = spans;
    }

    static DmaGrant parse(Map<String, ?> properties) throws DeclarationException {
        List<Object> elements = PropertyList.of(properties, BusProperties.DMA).elements();
        if (elements.isEmpty() || elements.equals(List.of(ALL_TEXT))) {
            return ALL;
        }
        List<Span> spans = new ArrayList<>();
        if (!elements.equals(List.of(NONE_TEXT))) {
            for (Object element : elements) {
                spans.add(span(element));
            }
        }
        return new DmaGrant(spans);
    }

    private static Span span(Object element) throws DeclarationException {
        try {
            Span span = Span.parse(SpaceKind.MEMORY, element, -1);
            if (!span.floating()) {
                return span;
            }
        } catch (DeclarationException meaningless) {
            // Its message speaks of another property.
        }
        throw DeclarationException.of(BusProperties.DMA, element, "is none of all, none and a span such as 0x1000+4K");
    }

    /** Whether all of some bytes may be reached; they have to lie in one span. */
    public boolean covers(long physical, int length) {
        return spans == null || length == 0 || spans.stream().anyMatch(span ->
                Long.compareUnsigned(physical, span.first()) >= 0
                && Long.compareUnsigned(physical, span.last()) <= 0
                && span.last() - physical >= length - 1L);
    }

    /** As a property would write it. */
    @Override
    public String toString() {
        return spans == null ? ALL_TEXT : spans.isEmpty() ? NONE_TEXT
                : spans.stream().map(Span::toString).collect(Collectors.joining(","));
    }
}
