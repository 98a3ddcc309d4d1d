package org.quantoscope.checkpoint;

import org.quantoscope.tensor.PrintableText;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file that is not what it claims to be, with the reason, the place and the tensor.
 *
 * <p>The message is one line for people; {@link #reason} is for programs and tests.
 */
public final class MalformedCheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;
    private final transient OptionalLong offset;
    private final transient String tensor;

    /** Why a checkpoint is refused, one constant per cause. */
    public enum Reason {
        FILE_TOO_SMALL,
        BAD_MAGIC,
        UNSUPPORTED_VERSION,
        BAD_METADATA,
        HEADER_TOO_LARGE,
        HEADER_BEYOND_FILE,
        HEADER_NOT_UTF8,
        HEADER_NOT_JSON_OBJECT,
        HEADER_NOT_JSON,
        DUPLICATE_KEY,
        METADATA_NOT_STRINGS,
        TOO_MANY_TENSORS,
        BAD_TENSOR_NAME,
        BAD_TENSOR_ENTRY,
        UNKNOWN_DTYPE,
        BAD_SHAPE,
        SIZE_OVERFLOW,
        BAD_OFFSETS,
        SIZE_MISMATCH,
        GAP_OR_OVERLAP,
        DATA_BEYOND_FILE,
        TRAILING_DATA,
        BAD_INDEX,
        INDEX_LEAVES_FOLDER,
        MISSING_SHARD,
        INDEX_MISMATCH,
        DUPLICATE_TENSOR,
        BAD_CONFIG,
        BAD_PACKAGE,
        BAD_PICKLE,
        UNSUPPORTED_PICKLE,
        BAD_QUANTIZATION,
        UNSUPPORTED_QUANTIZATION,
        NO_WEIGHTS,
        FILE_CHANGED
    }

    /**
     * @param file the file at fault
     * @param offset byte in that file, if known
     * @param tensor name of the tensor at fault, or empty
     * @param what one sentence, lower case, no full stop
     */
    public MalformedCheckpointException(
            Reason reason, Path file, OptionalLong offset, String tensor, String what) {
        super(message(file, offset, tensor, what));
        this.reason = reason;
        this.offset = offset;
        this.tensor = tensor;
    }

    public Reason reason() {
        return reason;
    }

    public OptionalLong offset() {
        return offset;
    }

    public String tensor() {
        return tensor;
    }

    private static String message(Path file, OptionalLong offset, String tensor, String what) {
        StringBuilder line =
                new StringBuilder(PrintableText.escaped(file.toString())).append(": ").append(what);
        if (!tensor.isEmpty()) {
            line.append(" (tensor ").append(printable(tensor)).append(')');
        }
        offset.ifPresent(at -> line.append(" (byte ").append(at).append(')'));
        return line.toString();
    }

    /** {@code text} escaped and cut to 120 characters, for names that come out of a file. */
    public static String printable(String text) {
        String escaped = PrintableText.escaped(text.length() > 120 ? text.substring(0, 120) : text);
        return text.length() > 120 ? escaped + "…" : escaped;
    }
}
