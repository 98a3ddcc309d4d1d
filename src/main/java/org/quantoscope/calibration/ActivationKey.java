package org.quantoscope.calibration;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.inference.Convention;
import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What activations depend on: the model as stored, and the tokens it was run on.
 *
 * @param model its name, for people
 * @param source digest of the weight files and of how the model is computed
 * @param text name of the text, for people
 * @param tokens digest of the tokens of every window, so of text, tokenizer, window and convention
 * @param window tokens run together
 * @param convention how the text was cut
 * @param count tokens run
 */
public record ActivationKey(
        String model,
        String source,
        String text,
        String tokens,
        int window,
        Convention convention,
        long count) {
    private static final int BLOCK_BYTES = 1 << 20;

    /** Reads every weight file once. */
    public static ActivationKey of(
            Checkpoint checkpoint,
            DecoderConfig config,
            String text,
            Convention convention,
            int window,
            List<Convention.Window> windows,
            Cancellation cancellation)
            throws IOException {
        return new ActivationKey(
                checkpoint.name(),
                source(checkpoint, config, cancellation),
                text,
                tokens(windows),
                window,
                convention,
                windows.stream().mapToLong(it -> it.tokens().length).sum());
    }

    private static String source(
            Checkpoint checkpoint, DecoderConfig config, Cancellation cancellation)
            throws IOException {
        MessageDigest digest = sha256();
        digest.update(config.toString().getBytes(StandardCharsets.UTF_8));
        byte[] block = new byte[BLOCK_BYTES];
        for (String file : checkpoint.weightFiles()) {
            Path path = checkpoint.folder().resolve(file);
            CRC32C crc = new CRC32C();
            long bytes = 0;
            try (InputStream in = Files.newInputStream(path)) {
                for (int n = in.readNBytes(block, 0, block.length);
                        n > 0;
                        n = in.readNBytes(block, 0, block.length)) {
                    cancellation.check();
                    crc.update(block, 0, n);
                    bytes += n;
                }
            }
            digest.update(ByteBuffer.allocate(16).putLong(bytes).putLong(crc.getValue()).array());
        }
        return hex(digest);
    }

    private static String tokens(List<Convention.Window> windows) {
        MessageDigest digest = sha256();
        for (Convention.Window window : windows) {
            ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * window.tokens().length);
            bytes.putInt(window.tokens().length);
            for (int token : window.tokens()) {
                bytes.putInt(token);
            }
            digest.update(bytes.array());
        }
        return hex(digest);
    }

    /** A digest of this and of what else a file depends on. */
    String digest(String version, byte[] more) {
        MessageDigest digest = sha256();
        digest.update((source + tokens + version).getBytes(StandardCharsets.UTF_8));
        digest.update(more);
        return hex(digest);
    }

    /** What a file of these activations says of itself, sorted by name. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("quantoscope.model", model);
        metadata.put("quantoscope.source", source);
        metadata.put("quantoscope.text", text);
        metadata.put("quantoscope.tokens", tokens);
        metadata.put("quantoscope.window", String.valueOf(window));
        metadata.put("quantoscope.convention", convention.key());
        metadata.put("quantoscope.count", String.valueOf(count));
        return metadata;
    }

    /** The name of their file: the same for the same activations only. */
    String fileName() {
        MessageDigest digest = sha256();
        digest.update((source + tokens).getBytes(StandardCharsets.UTF_8));
        return hex(digest).substring(0, 32) + ".safetensors";
    }

    /** Whether a file with this metadata holds these activations. */
    boolean describes(Map<String, String> metadata) {
        return source.equals(metadata.get("quantoscope.source"))
                && tokens.equals(metadata.get("quantoscope.tokens"));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
