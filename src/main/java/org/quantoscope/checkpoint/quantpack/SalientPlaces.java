package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.StoredSize;

import java.util.Arrays;

/**
 * A cursor over the places of a tensor's salient weights, row by row.
 *
 * <p>One per thread. Refuses streams that contradict themselves with {@link BrokenStream}; whether
 * they hold as many places as announced is left to {@link RowIndex}.
 */
abstract sealed class SalientPlaces {
    /** Words of state that {@link #save} needs. */
    static final int STATE = 3;

    final int columns;
    long row;

    SalientPlaces(int columns) {
        this.columns = columns;
    }

    /** A stream that cannot be what the metadata say; the message lacks file and tensor. */
    static final class BrokenStream extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenStream(String message) {
            super(message, null, false, false);
        }
    }

    /** Cursor before the first row. */
    static SalientPlaces of(PackedTensor tensor, PackedStreams streams) {
        return switch (tensor.places()) {
            case NONE -> new None(tensor.columns());
            case RICE -> new Rice(tensor, streams);
            case BITMAP -> new Bitmap(tensor, streams);
            case LISTS -> new Lists(tensor, streams);
        };
    }

    /**
     * Marks the salient weights of the next row.
     *
     * @param words overwritten: bit i mod 64 of word i / 64
     */
    final void nextRow(long[] words) {
        Arrays.fill(words, 0);
        fill(words);
        row++;
    }

    abstract void fill(long[] words);

    /** Stores what {@link #restore} needs to go on from here. */
    void save(long[] into, int at) {}

    /** Goes on at {@code atRow} with a state that {@link #save} stored there. */
    void restore(long atRow, long salientBefore, long[] state, int at) {
        row = atRow;
    }

    private static final class None extends SalientPlaces {
        None(int columns) {
            super(columns);
        }

        @Override
        void fill(long[] words) {}
    }

    /** Unary quotients and fixed-width remainders of the gaps. */
    private static final class Rice extends SalientPlaces {
        private final BitReader unary;
        private final BitReader remainders;
        private final long unaryBits;
        private final long count;
        private final long weights;
        private final int k;
        private long bit;
        private long decoded;

        /** What is left of the unary word that holds {@link #bit}, from that bit on. */
        private long rest;

        /** Place of the salient weight decoded last, not yet handed out; beyond all at the end. */
        private long pending = -1;

        Rice(PackedTensor tensor, PackedStreams streams) {
            super(tensor.columns());
            this.unary = streams.bits(PackedStream.SALIENT_UNARY);
            this.remainders = streams.bits(PackedStream.SALIENT_REMAINDERS);
            this.unaryBits = tensor.unaryBits();
            this.count = tensor.salientCount();
            this.weights = tensor.shape().elementCount();
            this.k = tensor.riceParameter();
            this.rest = unaryBits > 0 ? unary.from(0) : 0;
            advance();
        }

        private void advance() {
            if (decoded == count) {
                if (bit != unaryBits) {
                    throw new BrokenStream("salient_unary goes on after the last salient weight");
                }
                pending = Long.MAX_VALUE;
                return;
            }
            long one = nextOne();
            long gap = ((one - bit) << k) + remainders.bits(decoded * k, k);
            pending += gap + 1;
            if (pending >= weights || pending < 0) {
                throw new BrokenStream("a salient weight lies beyond the last weight");
            }
            moveTo(one + 1);
            decoded++;
        }

        private long nextOne() {
            if (rest != 0) {
                long one = bit + Long.numberOfTrailingZeros(rest);
                if (one < unaryBits) {
                    return one;
                }
            }
            long one = unary.nextOne((bit | 63) + 1, unaryBits);
            if (one >= unaryBits) {
                throw new BrokenStream("salient_unary ends before the last salient weight");
            }
            return one;
        }

        private void moveTo(long next) {
            boolean sameWord = next >>> 6 == bit >>> 6 && (next & 63) != 0;
            rest = sameWord ? rest >>> (next - bit) : next < unaryBits ? unary.from(next) : 0;
            bit = next;
        }

        @Override
        void fill(long[] words) {
            long start = row * columns;
            long end = start + columns;
            while (pending < end) {
                long column = pending - start;
                words[(int) (column >>> 6)] |= 1L << column;
                advance();
            }
        }

        @Override
        void save(long[] into, int at) {
            into[at] = bit;
            into[at + 1] = decoded;
            into[at + 2] = pending;
        }

        @Override
        void restore(long atRow, long salientBefore, long[] state, int at) {
            row = atRow;
            bit = state[at];
            rest = bit < unaryBits ? unary.from(bit) : 0;
            decoded = state[at + 1];
            pending = state[at + 2];
        }
    }

    /** One bit per weight. */
    private static final class Bitmap extends SalientPlaces {
        private final BitReader bitmap;

        Bitmap(PackedTensor tensor, PackedStreams streams) {
            super(tensor.columns());
            this.bitmap = streams.bits(PackedStream.SALIENT_BITMAP);
        }

        @Override
        void fill(long[] words) {
            long start = row * columns;
            for (int column = 0; column < columns; column += 64) {
                words[column >> 6] = bitmap.bits(start + column, Math.min(64, columns - column));
            }
        }
    }

    /** Per group a count, then indices within the group. */
    private static final class Lists extends SalientPlaces {
        private final BitReader counts;
        private final BitReader indices;
        private final int groupSize;
        private final int groupsPerRow;
        private final int countBits;
        private final int indexBits;
        private final long count;
        private long read;

        Lists(PackedTensor tensor, PackedStreams streams) {
            super(tensor.columns());
            this.counts = streams.bits(PackedStream.SALIENT_COUNTS);
            this.indices = streams.bits(PackedStream.SALIENT_INDICES);
            this.groupSize = tensor.groupSize();
            this.groupsPerRow = tensor.groupsPerRow();
            this.countBits = StoredSize.countBits(groupSize);
            this.indexBits = StoredSize.indexBits(groupSize);
            this.count = tensor.salientCount();
        }

        @Override
        void fill(long[] words) {
            for (int group = 0; group < groupsPerRow; group++) {
                int start = group * groupSize;
                int length = Math.min(groupSize, columns - start);
                long members = counts.bits((row * groupsPerRow + group) * countBits, countBits);
                if (members > length || members > count - read) {
                    throw new BrokenStream("salient_counts announces more than there are");
                }
                long least = 0;
                for (long i = 0; i < members; i++) {
                    long index = indices.bits((read + i) * indexBits, indexBits);
                    if (index < least || index >= length) {
                        throw new BrokenStream("salient_indices are not ascending in their group");
                    }
                    long column = start + index;
                    words[(int) (column >>> 6)] |= 1L << column;
                    least = index + 1;
                }
                read += members;
            }
        }

        @Override
        void restore(long atRow, long salientBefore, long[] state, int at) {
            row = atRow;
            read = salientBefore;
        }
    }
}
