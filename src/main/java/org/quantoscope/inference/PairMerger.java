package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.MergeTable;

import java.util.Arrays;

/**
 * Byte-pair merging of one piece: the pair of the lowest rank first, of equal ranks the leftmost.
 *
 * <p>A linked list of tokens and a heap of pairs: O(n log n) for a piece of any length. Used by one
 * thread.
 */
final class PairMerger {
    private static final int DEAD = -1;
    private static final int END = -1;

    private final MergeTable merges;
    private int[] next = new int[0];
    private int[] previous = new int[0];

    /** Rank and place of each waiting pair, the smallest first. */
    private long[] heap = new long[64];

    private int waiting;

    PairMerger(MergeTable merges) {
        this.merges = merges;
    }

    /**
     * Merges in place.
     *
     * @param count tokens at the beginning of {@code ids}
     * @return how many tokens are left there
     */
    int merge(int[] ids, int count) {
        if (count < 2) {
            return count;
        }
        link(count);
        for (int at = 0; at + 1 < count; at++) {
            push(ids, at);
        }
        while (waiting > 0) {
            long top = pop();
            int at = (int) top;
            if (ids[at] == DEAD || next[at] == END) {
                continue;
            }
            long merge = merges.find(ids[at], ids[next[at]]);
            // The pair has changed since it began to wait.
            if (merge == MergeTable.NONE || merge >>> 32 != top >>> 32) {
                continue;
            }
            ids[at] = (int) merge;
            int gone = next[at];
            ids[gone] = DEAD;
            next[at] = next[gone];
            if (next[at] != END) {
                previous[next[at]] = at;
                push(ids, at);
            }
            if (previous[at] != END) {
                push(ids, previous[at]);
            }
        }
        int left = 0;
        for (int at = 0; at != END; at = next[at]) {
            ids[left++] = ids[at];
        }
        return left;
    }

    private void link(int count) {
        if (next.length < count) {
            next = new int[count];
            previous = new int[count];
        }
        for (int at = 0; at < count; at++) {
            next[at] = at + 1;
            previous[at] = at - 1;
        }
        next[count - 1] = END;
    }

    private void push(int[] ids, int at) {
        long merge = merges.find(ids[at], ids[next[at]]);
        if (merge == MergeTable.NONE) {
            return;
        }
        if (waiting == heap.length) {
            heap = Arrays.copyOf(heap, 2 * waiting);
        }
        long key = merge & 0xffff_ffff_0000_0000L | at;
        int hole = waiting++;
        while (hole > 0 && heap[hole - 1 >>> 1] > key) {
            heap[hole] = heap[hole - 1 >>> 1];
            hole = hole - 1 >>> 1;
        }
        heap[hole] = key;
    }

    private long pop() {
        long top = heap[0];
        long last = heap[--waiting];
        int hole = 0;
        int child = 1;
        while (child < waiting) {
            if (child + 1 < waiting && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
            child = 2 * hole + 1;
        }
        heap[hole] = last;
        return top;
    }
}
