package org.quantoscope.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hidden states of the original behind its last norm at scored positions, kept from one evaluation
 * of the same windows to the next, so that it is run once however many recipes it is compared with.
 *
 * <p>Keeps no more than its room; what does not fit is run again. Used by one thread.
 */
public final class OriginalStates {
    private final long mostBytes;
    private final List<float[]> batches = new ArrayList<>();
    private long bytes;
    private int added;

    /**
     * @param mostBytes room for states; 0 to keep none
     */
    public OriginalStates(long mostBytes) {
        this(mostBytes, List.of());
    }

    /**
     * @param known {@link #batches} of states that were kept elsewhere
     */
    public OriginalStates(long mostBytes, List<float[]> known) {
        this.mostBytes = mostBytes;
        for (float[] each : known) {
            batches.add(each);
            bytes += (long) each.length * Float.BYTES;
        }
    }

    /** States [scored positions, hidden] of each batch, as far as they are known. */
    public List<float[]> batches() {
        return List.copyOf(batches);
    }

    /** Batches that were not known in the beginning. */
    public int added() {
        return added;
    }

    /** Bytes that are kept. */
    public long bytes() {
        return bytes;
    }

    /** Whether the states of a batch are known. */
    boolean has(int batch) {
        return batch < batches.size();
    }

    /** The states of a batch, which {@code run} finds where they are not known. */
    float[] of(int batch, Supplier<float[]> run) {
        if (has(batch)) {
            return batches.get(batch);
        }
        float[] states = run.get();
        long size = (long) states.length * Float.BYTES;
        if (batch == batches.size() && bytes + size <= mostBytes) {
            batches.add(states);
            bytes += size;
            added++;
        }
        return states;
    }
}
