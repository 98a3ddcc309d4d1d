package org.quantoscope.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which the tensors of a file are written: that of the source, with those of odd
 * lengths last, widest type first.
 *
 * <p>So every array starts at a multiple of its element's size, as torch demands of a mapped file,
 * although the format allows no gaps.
 */
final class AlignedOrder {
    private AlignedOrder() {}

    static List<PlannedTensor> of(List<PlannedTensor> tensors) {
        List<PlannedTensor> even = new ArrayList<>();
        List<PlannedTensor> odd = new ArrayList<>();
        for (PlannedTensor tensor : tensors) {
            // Packed streams are padded, whatever a forecast says of their sum.
            (tensor.packed() || tensor.bytesAfter() % 8 == 0 ? even : odd).add(tensor);
        }
        odd.sort(Comparator.comparing((PlannedTensor tensor) -> -tensor.storedType().bits()));
        even.addAll(odd);
        return even;
    }
}
