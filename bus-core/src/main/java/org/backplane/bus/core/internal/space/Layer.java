package org.backplane.bus.core.internal.space;

/** A range and the ranges that it beats under it. Immutable; no layer at all is {@code null}. */
final class Layer {
    final Mapping range;
    private final Layer below;

    private Layer(Mapping range, Layer below) {
        this.range = range;
        this.below = below;
    }

    static Layer with(Layer layers, Mapping range) {
        if (layers == null || range.beats(layers.range)) {
            return new Layer(range, layers);
        }
        return new Layer(layers.range, with(layers.below, range));
    }

    static Layer without(Layer layers, Mapping range) {
        return layers.range == range ? layers.below : new Layer(layers.range, without(layers.below, range));
    }
}
