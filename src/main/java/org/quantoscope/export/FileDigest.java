package org.quantoscope.export;

import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of whole files, in hex. */
final class FileDigest {
    private static final int BLOCK_BYTES = 1 << 17;

    private static final String CRC32C = "crc32c:";

    /** As long as any result of {@link #crc32c}. */
    static final String CRC32C_PLACEHOLDER = CRC32C + "0".repeat(8);

    private FileDigest() {}

    /** Whether a digest is one of {@link #crc32c}. */
    static boolean isCrc32c(String digest) {
        return digest.startsWith(CRC32C);
    }

    static String sha256(Path file, Cancellation cancellation) throws IOException {
        MessageDigest digest = newSha256();
        read(file, cancellation, digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * CRC-32C: finds damage and mistakes, not malice, at the price of reading.
     *
     * @return {@code crc32c:} and eight digits
     */
    static String crc32c(Path file, Cancellation cancellation) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            // Mapped, it costs no copy: half as long as reading.
            MemorySegment whole = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), arena);
            return CRC32C + HexFormat.of().toHexDigits((int) Checksum.of(whole, cancellation));
        }
    }

    /** Takes some bytes. */
    @FunctionalInterface
    private interface Sink {
        void accept(byte[] bytes, int from, int count);
    }

    private static void read(Path file, Cancellation cancellation, Sink sink) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                cancellation.check();
                sink.accept(block, 0, count);
            }
        }
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
