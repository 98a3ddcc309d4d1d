package org.quantoscope.tensor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Sizes of a tensor's dimensions, outermost first, row-major.
 *
 * <p>Promises that the number of elements fits a {@code long}; an empty list is a scalar.
 */
public record Shape(List<Long> dimensions) {

    public Shape {
        dimensions = List.copyOf(dimensions);
        long product = 1;
        for (long size : dimensions) {
            if (size < 0) {
                throw new IllegalArgumentException("negative dimension " + size);
            }
            product = Math.multiplyExact(product, size);
        }
    }

    public static Shape of(long... dimensions) {
        return new Shape(java.util.Arrays.stream(dimensions).boxed().toList());
    }

    public int rank() {
        return dimensions.size();
    }

    public long size(int dimension) {
        return dimensions.get(dimension);
    }

    /** Number of elements: 1 for a scalar, 0 where any dimension is 0. */
    public long elementCount() {
        long product = 1;
        for (long size : dimensions) {
            product *= size;
        }
        return product;
    }

    /** As users read it, for example {@code 768×3072}; a scalar is {@code scalar}. */
    @Override
    public String toString() {
        return dimensions.isEmpty()
                ? "scalar"
                : dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
