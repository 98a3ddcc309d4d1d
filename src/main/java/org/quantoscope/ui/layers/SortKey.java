package org.quantoscope.ui.layers;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Compares lines by one thing; lines that have none of it come last in either direction. */
@FunctionalInterface
interface SortKey {
    /** The order of lines, turned round or not. */
    Comparator<LayerRow> order(boolean descending);

    static <C extends Comparable<C>> SortKey by(Function<LayerRow, Optional<C>> value) {
        return descending ->
                (a, b) -> {
                    Optional<C> first = value.apply(a);
                    Optional<C> second = value.apply(b);
                    if (first.isEmpty() || second.isEmpty()) {
                        return Boolean.compare(first.isEmpty(), second.isEmpty());
                    }
                    int order = first.get().compareTo(second.get());
                    return descending ? -order : order;
                };
    }

    static SortKey byFigure(ToDoubleFunction<RowFigures> figure) {
        return by(row ->
                Optional.of(figure.applyAsDouble(row.figures().get()))
                        .filter(value -> !value.isNaN()));
    }

    /** Compares words so that layer 10 comes after layer 9; an empty word is none. */
    static SortKey byWords(Function<LayerRow, String> words) {
        return by(row ->
                Optional.of(words.apply(row)).filter(it -> !it.isEmpty()).map(SortKey::padded));
    }

    private static String padded(String words) {
        return Pattern.compile("\\d+")
                .matcher(words)
                .replaceAll(number ->
                        "0".repeat(Math.max(0, 12 - number.group().length())) + number.group());
    }
}
