package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.PackedMatrix;

import java.util.Arrays;

/**
 * Causal attention of one sequence: each query sees the keys up to its own position, or the last
 * few of them.
 *
 * <p>Softmax is computed against the row's maximum; its sum runs in double.
 */
final class Attention {
    private static final int GROUP = ForwardKernels.GROUP;
    private static final int PANEL = ForwardKernels.PANEL;

    private final ForwardKernels kernels;
    private final int headSize;
    private final int heads;
    private final int keyValueHeads;
    private final float scale;

    Attention(DecoderConfig config, ForwardKernels kernels) {
        this.kernels = kernels;
        this.headSize = config.headSize();
        this.heads = config.heads();
        this.keyValueHeads = config.keyValueHeads();
        this.scale = (float) (1 / Math.sqrt(headSize));
    }

    /**
     * Rows that belong together.
     *
     * @param queries [count, heads · size] begin at {@code queryRow}
     * @param keys [past + count, keyValueHeads · size] begin at {@code keyRow}; values alike
     * @param past keys before the first query's own
     * @param window keys that a query sees, its own included
     */
    record Sequence(
            float[] queries,
            int queryRow,
            int count,
            float[] keys,
            float[] values,
            int keyRow,
            int past,
            int window) {}

    /**
     * Attends with the query heads that share one head of keys and values.
     *
     * @param into [.., heads · size], rows as those of the queries
     */
    void attend(Sequence sequence, int keyValueHead, float[] into) {
        int total = sequence.past() + sequence.count();
        int stride = keyValueHeads * headSize;
        int from = sequence.keyRow() * stride + keyValueHead * headSize;
        PackedMatrix keys = new PackedMatrix(total, headSize);
        keys.setStrided(sequence.keys(), from, stride);
        PackedMatrix values = new PackedMatrix(headSize, total);
        values.setTransposed(sequence.values(), from, stride);
        Head head = new Head(sequence, keys, values);
        int share = heads / keyValueHeads;
        for (int i = 0; i < share; i++) {
            head.attend((keyValueHead * share + i) * headSize, into);
        }
    }

    /** One head's keys and values, packed, and the room that its queries need. */
    private final class Head {
        private final Sequence sequence;
        private final PackedMatrix keys;
        private final PackedMatrix values;
        private final int room;
        private final float[] queries = new float[GROUP * headSize];
        private final float[] tile = new float[ForwardKernels.TILE];
        private final float[] scores;
        private final float[] weights;
        private final double[] sums = new double[GROUP];

        Head(Sequence sequence, PackedMatrix keys, PackedMatrix values) {
            this.sequence = sequence;
            this.keys = keys;
            this.values = values;
            this.room = Math.ceilDiv(keys.columns(), PANEL) * PANEL;
            this.scores = new float[GROUP * room];
            this.weights = new float[GROUP * room];
        }

        void attend(int column, float[] into) {
            int stride = heads * headSize;
            for (int first = 0; first < sequence.count(); first += GROUP) {
                int rows = Math.min(GROUP, sequence.count() - first);
                int at = (sequence.queryRow() + first) * stride + column;
                for (int row = 0; row < GROUP; row++) {
                    for (int i = 0; i < headSize; i++) {
                        queries[i * GROUP + row] =
                                row < rows ? sequence.queries()[at + row * stride + i] * scale : 0;
                    }
                }
                int end = sequence.past() + first + rows;
                score(end);
                weigh(first, rows, end);
                sum(rows, end, into, at, stride);
            }
        }

        private void score(int end) {
            for (int key = 0; key < end; key += PANEL) {
                kernels.multiplyTile(queries, 0, keys.panels(), key * headSize, headSize, tile);
                for (int row = 0; row < GROUP; row++) {
                    System.arraycopy(tile, row * PANEL, scores, row * room + key, PANEL);
                }
            }
        }

        private void weigh(int first, int rows, int end) {
            Arrays.fill(weights, 0, end * GROUP, 0f);
            for (int row = 0; row < rows; row++) {
                int last = sequence.past() + first + row + 1;
                int start = Math.max(0, last - sequence.window());
                int at = row * room;
                int count = last - start;
                float most = kernels.max(scores, at + start, count);
                kernels.exp(scores, at + start, Math.min(whole(count), room - start), most);
                sums[row] = kernels.sum(scores, at + start, count);
                for (int key = start; key < last; key++) {
                    weights[key * GROUP + row] = scores[at + key];
                }
            }
        }

        /** Some more than needed, because the rest of a vector takes longer than a whole one. */
        private static int whole(int count) {
            return Math.ceilDiv(count, ForwardKernels.STRIPES) * ForwardKernels.STRIPES;
        }

        private void sum(int rows, int end, float[] into, int at, int stride) {
            for (int panel = 0; panel * PANEL < headSize; panel++) {
                kernels.multiplyTile(
                        weights, 0, values.panels(), panel * PANEL * values.depth(), end, tile);
                int columns = Math.min(PANEL, headSize - panel * PANEL);
                for (int row = 0; row < rows; row++) {
                    float inverse = (float) (1 / sums[row]);
                    int to = at + row * stride + panel * PANEL;
                    for (int column = 0; column < columns; column++) {
                        into[to + column] = tile[row * PANEL + column] * inverse;
                    }
                }
            }
        }
    }
}
