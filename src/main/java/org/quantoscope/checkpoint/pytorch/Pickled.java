package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.tensor.DType;

import java.util.ArrayList;
import java.util.List;

/** What a pickle may leave on its stack: plain data, and descriptions of tensors. */
sealed interface Pickled {
    /** None, a flag, a float, or anything else that only its presence matters of. */
    record Other() implements Pickled {}

    record Text(String value) implements Pickled {}

    record Whole(long value) implements Pickled {}

    record Tuple(List<Pickled> items) implements Pickled {}

    /** A name that is on the allow-list; nothing is loaded for it. */
    record Global(String name) implements Pickled {}

    /** A list under construction. */
    record Items(List<Pickled> items) implements Pickled {}

    /**
     * A dict under construction: pairs, not a map, so that no key of a hostile file is ever hashed.
     */
    record Dict(List<Pickled> keys, List<Pickled> values) implements Pickled {
        Dict() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * A storage in the zip.
     *
     * @param key name of its entry under {@code data/}
     * @param elements that it claims to have
     * @param isTyped whether its elements are of {@code dtype}; else they are bytes, and a tensor
     *     in them says its own type
     */
    record Storage(DType dtype, String key, long elements, boolean isTyped) implements Pickled {}

    /**
     * A tensor in a storage.
     *
     * @param firstElement of the storage
     * @param sizes outermost first
     * @param strides in elements
     */
    record Tensor(Storage storage, long firstElement, List<Long> sizes, List<Long> strides)
            implements Pickled {}
}
