package org.quantoscope.export;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.gguf.GgufValue;
import org.quantoscope.checkpoint.gguf.GgufWriter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32C;

/**
 * A GGUF file being written piece by piece by several threads, which remembers a checksum of every
 * piece for whoever reads the file back.
 */
final class GgufPart implements AutoCloseable {
    private final Path file;
    private final GgufWriter writer;
    private final @Nullable Written[] ended;
    private boolean given;

    /**
     * Bytes that were handed to the file at once.
     *
     * @param at byte of the tensor
     * @param checksum CRC-32C
     */
    record Piece(long at, long byteCount, long checksum) {}

    /**
     * A tensor whose bytes were all handed to the file.
     *
     * @param begin byte of the file
     * @param pieces in order
     */
    record Written(GgufWriter.Entry entry, long begin, List<Piece> pieces) {}

    GgufPart(Path file, Map<String, GgufValue> metadata, List<GgufWriter.Entry> entries)
            throws IOException {
        this.file = file;
        this.writer = GgufWriter.create(file, metadata, entries);
        this.ended = new Written[entries.size()];
    }

    Path file() {
        return file;
    }

    /** Number of tensors. */
    int size() {
        return ended.length;
    }

    /** Where a tensor begins in the file; of {@link #size()}, where the last one ends. */
    long begin(int tensor) {
        return writer.begin(tensor);
    }

    void writeHeader(Map<String, GgufValue> metadata) throws IOException {
        writer.writeHeader(metadata);
    }

    void force() throws IOException {
        writer.force();
    }

    /** One tensor being written. */
    final class Tensor {
        private final int index;
        private final Piece[] pieces;

        private Tensor(int index, int pieces) {
            this.index = index;
            this.pieces = new Piece[pieces];
        }

        /**
         * Writes one piece; on any thread.
         *
         * @param number of the piece, from 0
         * @param at byte of the tensor
         * @param count first bytes of {@code data} that it is made of
         */
        void write(int number, long at, byte[] data, int count) throws IOException {
            CRC32C crc = new CRC32C();
            crc.update(data, 0, count);
            pieces[number] = new Piece(at, count, crc.getValue());
            writer.write(index, at, data, count);
        }

        /** Ends the tensor after its last piece. */
        void end() throws IOException {
            writer.end(index);
            publish(index, List.of(pieces));
        }
    }

    Tensor open(int tensor, int pieces) {
        return new Tensor(tensor, pieces);
    }

    private synchronized void publish(int tensor, List<Piece> pieces) {
        GgufWriter.Entry entry = writer.entries().get(tensor);
        ended[tensor] = new Written(entry, writer.begin(tensor), pieces);
        notifyAll();
    }

    /**
     * Waits until a tensor is written.
     *
     * @throws CancellationException if it will not be
     */
    synchronized Written await(int tensor) {
        while (true) {
            @Nullable Written written = ended[tensor];
            if (written != null) {
                return written;
            }
            if (given) {
                throw new CancellationException("given up");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("cancelled").initCause(e);
            }
        }
    }

    /** Nothing more will be written: whoever waits goes away. */
    synchronized void giveUp() {
        given = true;
        notifyAll();
    }

    /** Every tensor, once all are written. */
    Map<String, Written> tensors() {
        Map<String, Written> tensors = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            Written written = await(i);
            tensors.put(written.entry().name(), written);
        }
        return tensors;
    }

    @Override
    public void close() throws IOException {
        giveUp();
        writer.close();
    }
}
