package org.quantoscope.cli;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Pseudo-random bf16 weights for benchmarks: normal with standard deviation 0.02, one in a thousand
 * eight times as large.
 *
 * <p>The same weights for the same seed, whatever the number of threads.
 */
final class SyntheticWeights {
    private static final int TABLE = 1 << 16;
    private static final long CHUNK_WEIGHTS = 1 << 20;
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final short[] table = new short[TABLE];

    SyntheticWeights() {
        Random random = new Random(20260101);
        for (int i = 0; i < TABLE; i++) {
            double w = random.nextGaussian() * 0.02 * (i % 1000 == 0 ? 8 : 1);
            table[i] = (short) ((Float.floatToRawIntBits((float) w) + 0x8000) >>> 16);
        }
    }

    /** A tensor [rows, columns] in memory of {@code arena}. */
    TensorView.Plain tensor(Arena arena, long rows, long columns, long seed, WorkerPool pool) {
        Shape shape = Shape.of(rows, columns);
        MemorySegment data = arena.allocate(2 * shape.elementCount(), 64);
        int chunks = Math.toIntExact(Math.ceilDiv(shape.elementCount(), CHUNK_WEIGHTS));
        pool.forEach(
                chunks,
                Cancellation.none(),
                chunk -> {
                    long from = chunk * CHUNK_WEIGHTS;
                    long to = Math.min(shape.elementCount(), from + CHUNK_WEIGHTS);
                    fill(data, 2 * from, to - from, seed + chunk * 0x632be59bd9b4e019L);
                });
        TensorInfo info =
                new TensorInfo(
                        "synthetic." + rows + "x" + columns,
                        DType.BF16,
                        shape,
                        TensorRole.OTHER,
                        OptionalInt.empty(),
                        false,
                        "",
                        0,
                        data.byteSize());
        return new TensorView.Plain(info, data.asReadOnly());
    }

    /** Writes {@code count} weights from {@code byteOffset} on. */
    void fill(MemorySegment into, long byteOffset, long count, long seed) {
        long state = seed;
        long at = byteOffset;
        long wholes = count / 4;
        for (long i = 0; i < wholes; i++, at += 8) {
            state += 0x9e3779b97f4a7c15L;
            into.set(LONG, at, four(state));
        }
        state += 0x9e3779b97f4a7c15L;
        long last = four(state);
        for (long i = 4 * wholes; i < count; i++, at += 2) {
            into.set(SHORT, at, (short) last);
            last >>>= 16;
        }
    }

    /** Four weights drawn by the 16-bit parts of a mixed counter (SplitMix64). */
    private long four(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (table[(int) z & 0xffff] & 0xffffL)
                | (table[(int) (z >>> 16) & 0xffff] & 0xffffL) << 16
                | (table[(int) (z >>> 32) & 0xffff] & 0xffffL) << 32
                | (table[(int) (z >>> 48) & 0xffff] & 0xffffL) << 48;
    }
}
