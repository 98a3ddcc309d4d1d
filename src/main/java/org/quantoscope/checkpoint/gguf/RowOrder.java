package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorView;

/**
 * Where a row of a Hugging Face matrix lies in a GGUF file.
 *
 * <p>Files of the llama architecture hold the rows of q and k interleaved within each head, for the
 * pairs that its rotary embedding turns: row h·d + half·d/2 + j lies at h·d + 2j + half (formats.md
 * §4). All other matrices lie as they are.
 *
 * @param headRows d, rows per head; 0 where rows lie as they are
 */
public record RowOrder(long headRows) {
    public static final RowOrder AS_IS = new RowOrder(0);

    /**
     * The order of one tensor.
     *
     * @param header says architecture and number of heads
     */
    static RowOrder of(GgufHeader header, String name, Shape shape) {
        boolean q = name.endsWith(".attn_q.weight") || name.endsWith(".attn_q.bias");
        boolean k = name.endsWith(".attn_k.weight") || name.endsWith(".attn_k.bias");
        if (!(q || k) || !header.architecture().orElse("").equals("llama")) {
            return AS_IS;
        }
        long queryHeads = header.ofArchitecture("attention.head_count").orElse(0);
        long heads =
                q
                        ? queryHeads
                        : header.ofArchitecture("attention.head_count_kv").orElse(queryHeads);
        long rows = shape.rank() == 0 ? 0 : shape.size(0);
        return heads <= 0 || rows % (2 * heads) != 0 ? AS_IS : new RowOrder(rows / heads);
    }

    public boolean isAsIs() {
        return headRows == 0;
    }

    /** Row of the file that holds row {@code row} of the Hugging Face matrix. */
    long inFile(long row) {
        if (headRows == 0) {
            return row;
        }
        long first = row / headRows * headRows;
        long within = row - first;
        long half = headRows / 2;
        return first + 2 * (within % half) + within / half;
    }

    /** Row of the Hugging Face matrix that lies in row {@code row} of the file. */
    long inHuggingFace(long row) {
        if (headRows == 0) {
            return row;
        }
        long first = row / headRows * headRows;
        long within = row - first;
        return first + within % 2 * (headRows / 2) + within / 2;
    }

    /** The same values with rows as they lie in a file of this order. */
    public TensorView inFileOrder(TensorView view) {
        if (isAsIs()) {
            return view;
        }
        return view.info().shape().rank() == 1
                ? new FileOrderVector(view, this)
                : new TensorView.Reordered(view, this::inHuggingFace);
    }
}
