package org.quantoscope.export;

import org.quantoscope.checkpoint.quantpack.PackedStream;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the bitmap of a tensor's salient weights, kept slice by slice, into the encoding that its
 * size decided for.
 *
 * <p>Slices are encoded in parallel and joined in order.
 */
final class PlacesEncoder implements AutoCloseable {
    private static final int SLICES_AT_ONCE = 64;

    private final Spools spools;
    private final WorkerPool pool;
    private final Spool bitmaps;
    private final List<Slice> slices = new ArrayList<>();
    private long carry;

    /**
     * @param byteOffset of its bitmap in the spool
     * @param bits weights of the slice
     * @param carry weights since the last salient one before it, or since the start
     */
    private record Slice(long byteOffset, long bits, long carry) {
        int words() {
            return Math.toIntExact((bits + 63) >>> 6);
        }
    }

    /** What one slice contributes to two streams. */
    private static final class Encoded {
        final BitStream first = new BitStream();
        final BitStream second = new BitStream();
    }

    PlacesEncoder(Spools spools, WorkerPool pool) {
        this.spools = spools;
        this.pool = pool;
        this.bitmaps = spools.open();
    }

    /** Adds the next slice of whole rows. */
    void add(BitStream places) throws IOException {
        Slice slice = new Slice(bitmaps.size(), places.size(), carry);
        bitmaps.append(places.words(), slice.words());
        slices.add(slice);
        long last = lastOne(places);
        carry = last < 0 ? carry + places.size() : places.size() - 1 - last;
    }

    private static long lastOne(BitStream places) {
        for (int word = (int) ((places.size() + 63) >>> 6) - 1; word >= 0; word--) {
            if (places.words()[word] != 0) {
                return 64L * word + 63 - Long.numberOfLeadingZeros(places.words()[word]);
            }
        }
        return -1;
    }

    /** The streams of the tensor's encoding, padded, for the caller to close. */
    Map<PackedStream, Spool> encode(PackedTensor tensor, Cancellation cancellation)
            throws IOException {
        Map<PackedStream, Spool> streams = new EnumMap<>(PackedStream.class);
        switch (tensor.places()) {
            case NONE -> {}
            case RICE ->
                    encode(
                            tensor,
                            PackedStream.SALIENT_UNARY,
                            PackedStream.SALIENT_REMAINDERS,
                            streams,
                            cancellation);
            case LISTS ->
                    encode(
                            tensor,
                            PackedStream.SALIENT_COUNTS,
                            PackedStream.SALIENT_INDICES,
                            streams,
                            cancellation);
            case BITMAP -> {
                BitSpool joined = new BitSpool(spools);
                for (Slice slice : slices) {
                    joined.append(bitmaps.words(slice.byteOffset(), slice.words()), slice.bits());
                }
                streams.put(PackedStream.SALIENT_BITMAP, joined.finished());
            }
        }
        return streams;
    }

    private void encode(
            PackedTensor tensor,
            PackedStream first,
            PackedStream second,
            Map<PackedStream, Spool> streams,
            Cancellation cancellation)
            throws IOException {
        BitSpool firstBits = new BitSpool(spools);
        BitSpool secondBits = new BitSpool(spools);
        for (int from = 0; from < slices.size(); from += SLICES_AT_ONCE) {
            List<Slice> batch =
                    slices.subList(from, Math.min(slices.size(), from + SLICES_AT_ONCE));
            List<long[]> words = new ArrayList<>();
            List<Encoded> encoded = new ArrayList<>();
            for (Slice slice : batch) {
                words.add(bitmaps.words(slice.byteOffset(), slice.words()));
                encoded.add(new Encoded());
            }
            boolean rice = first == PackedStream.SALIENT_UNARY;
            pool.forEach(
                    batch.size(),
                    cancellation,
                    i -> {
                        if (rice) {
                            rice(words.get(i), batch.get(i), tensor, encoded.get(i));
                        } else {
                            lists(words.get(i), batch.get(i), tensor, encoded.get(i));
                        }
                    });
            for (Encoded part : encoded) {
                firstBits.append(part.first);
                secondBits.append(part.second);
            }
        }
        streams.put(first, firstBits.finished());
        streams.put(second, secondBits.finished());
    }

    private static void rice(long[] words, Slice slice, PackedTensor tensor, Encoded into) {
        int k = tensor.riceParameter();
        long mask = (1L << k) - 1;
        long previous = -1 - slice.carry();
        for (int word = 0; word < words.length; word++) {
            for (long marked = words[word]; marked != 0; marked &= marked - 1) {
                long place = 64L * word + Long.numberOfTrailingZeros(marked);
                long gap = place - previous - 1;
                previous = place;
                long quotient = gap >>> k;
                if (quotient < 63) {
                    into.first.append(1L << quotient, (int) quotient + 1);
                } else {
                    into.first.appendZeros(quotient);
                    into.first.append(1, 1);
                }
                into.second.append(gap & mask, k);
            }
        }
    }

    private static void lists(long[] words, Slice slice, PackedTensor tensor, Encoded into) {
        int columns = tensor.columns();
        int groupSize = tensor.groupSize();
        int countBits = StoredSize.countBits(groupSize);
        int indexBits = StoredSize.indexBits(groupSize);
        for (long row = 0; row < slice.bits(); row += columns) {
            for (int start = 0; start < columns; start += groupSize) {
                int length = Math.min(groupSize, columns - start);
                int count = 0;
                for (int at = 0; at < length; at += 64) {
                    int some = Math.min(64, length - at);
                    long marked = BitStream.bits(words, row + start + at, some);
                    count += Long.bitCount(marked);
                    for (; marked != 0; marked &= marked - 1) {
                        into.second.append(at + Long.numberOfTrailingZeros(marked), indexBits);
                    }
                }
                into.first.append(count, countBits);
            }
        }
    }

    @Override
    public void close() throws IOException {
        bitmaps.close();
    }
}
