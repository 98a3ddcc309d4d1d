package org.quantoscope.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/**
 * Reads the files of a GGUF export back behind the threads that write them: every byte of a tensor
 * is held against what was handed to the file, and the whole file is digested.
 *
 * <p>A file is digested from its beginning, so its header comes first, as soon as it is known.
 */
final class GgufReadBack implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 16;

    private final ExportContext context;
    private final List<GgufPart> parts;
    private final Headers headers;
    private final long bytesBefore;
    private final long bytesAfter;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final MessageDigest digest = FileDigest.newSha256();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, "export-read-back");
                made.setDaemon(true);
                return made;
            });
    private final Future<List<String>> sha256;

    /** Writes the header of a part, waiting for what it says. */
    @FunctionalInterface
    interface Headers {
        void write(int part) throws IOException;
    }

    /**
     * @param bytesBefore of the source, which progress is told in
     */
    GgufReadBack(ExportContext context, List<GgufPart> parts, Headers headers, long bytesBefore) {
        this.context = context;
        this.parts = List.copyOf(parts);
        this.headers = headers;
        this.bytesBefore = bytesBefore;
        this.bytesAfter =
                Math.max(1, parts.stream().mapToLong(part -> part.begin(part.size())).sum());
        this.sha256 = thread.submit(this::readAll);
    }

    /**
     * Waits until everything is read.
     *
     * @return SHA-256 of each file, in hex
     * @throws IOException if a file does not hold what was handed to it
     */
    List<String> sha256() throws IOException {
        try {
            return sha256.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("cancelled").initCause(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case InternalError cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private List<String> readAll() throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            headers.write(i);
            try (InputStream in = Files.newInputStream(parts.get(i).file())) {
                read(in, parts.get(i));
            }
            all.add(HexFormat.of().formatHex(digest.digest()));
        }
        return all;
    }

    private void read(InputStream in, GgufPart part) throws IOException {
        read(in, part.begin(0));
        for (int i = 0; i < part.size(); i++) {
            GgufPart.Written written = part.await(i);
            long at = written.begin();
            for (GgufPart.Piece piece : written.pieces()) {
                boolean same = at == written.begin() + piece.at();
                if (!same || read(in, piece.byteCount()) != piece.checksum()) {
                    throw new IOException(
                            part.file()
                                    + ": "
                                    + written.entry().name()
                                    + " differs from what was written; nothing was kept; check the"
                                    + " disk and try again");
                }
                at += piece.byteCount();
            }
            read(in, part.begin(i + 1) - at);
        }
    }

    /** Digests the next bytes of the file, and gives their checksum. */
    private long read(InputStream in, long count) throws IOException {
        CRC32C crc = new CRC32C();
        for (long done = 0; done < count; ) {
            context.cancellation().check();
            int wanted = (int) Math.min(BLOCK_BYTES, count - done);
            int some = in.read(block, 0, wanted);
            if (some < 0) {
                throw new EOFException("a file that was just written ends early");
            }
            digest.update(block, 0, some);
            crc.update(block, 0, some);
            done += some;
        }
        context.counter().add((long) ((double) count / bytesAfter * bytesBefore), "verifying");
        return crc.getValue();
    }

    /** Stops the thread wherever it is. */
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
