package org.quantoscope.export;

import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Digests the files of a folder in the background, in order.
 *
 * <p>Running ahead of the quantizer, it also reads a cold disk ahead: the second reader finds the
 * pages in memory.
 */
final class DigestThread implements AutoCloseable {
    private final Cancellation stop = new Cancellation();
    private final Map<String, Future<String>> digests = new LinkedHashMap<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, "export-digest");
                made.setDaemon(true);
                return made;
            });

    /** Digests a file. */
    @FunctionalInterface
    interface Digest {
        String of(Path file, Cancellation cancellation) throws IOException;
    }

    DigestThread(Path folder, List<String> files) {
        this(folder, files, FileDigest::sha256);
    }

    DigestThread(Path folder, List<String> files, Digest digest) {
        for (String file : files) {
            digests.put(file, thread.submit(() -> digest.of(folder.resolve(file), stop)));
        }
    }

    /** Waits for the digest of one of the files, in hex. */
    String of(String file) throws IOException {
        try {
            return Objects.requireNonNull(digests.get(file)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("cancelled").initCause(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                // A mapped file that became shorter.
                case InternalError cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** The digests of all files, by file. */
    Map<String, String> all() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String file : digests.keySet()) {
            all.put(file, of(file));
        }
        return all;
    }

    @Override
    public void close() {
        stop.cancel();
        thread.close();
    }
}
