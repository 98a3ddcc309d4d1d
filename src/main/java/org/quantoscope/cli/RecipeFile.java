package org.quantoscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a recipe's text, which is a file's or, through {@code /dev}, comes out of a pipe. */
final class RecipeFile {
    /** Largest recipe read from a file, in bytes: a rule for each of a million tensors fits. */
    private static final int MOST_BYTES = 256_000_000;

    /** The same for a pipe or a device, which may have no end. */
    private static final int MOST_PIPED_BYTES = 16_000_000;

    private RecipeFile() {}

    /**
     * The whole text.
     *
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     */
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CommandFailedException(file + ": is a folder, not a recipe");
        }
        boolean regular = Files.isRegularFile(file);
        if (Files.exists(file) && !regular && !file.toAbsolutePath().startsWith("/dev")) {
            // Nobody may ever write into a named pipe.
            throw new CommandFailedException(file + ": is no regular file, so no recipe");
        }
        int most = regular ? MOST_BYTES : MOST_PIPED_BYTES;
        if (regular && Files.size(file) > most) {
            throw tooLarge(file);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most);
            if (bytes.length == most && in.read() >= 0) {
                throw tooLarge(file);
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static CommandFailedException tooLarge(Path file) {
        return new CommandFailedException(file + ": too large for a recipe");
    }
}
