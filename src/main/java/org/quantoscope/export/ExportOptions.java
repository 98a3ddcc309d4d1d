package org.quantoscope.export;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;

import java.nio.file.Path;

/**
 * What the user asked for.
 *
 * @param recipe which tensor gets what
 * @param format kind of folder
 * @param dtype F32, F16 or BF16: type of the values of {@link ExportFormat#DEQUANTIZED}, and of
 *     restored values in {@link ExportFormat#GGUF}; unused by packages
 * @param target folder to be made; must not exist, or be an empty folder; of GGUF also a file whose
 *     name ends in {@code .gguf}
 * @param shardBytes most bytes of tensors in one file; a larger tensor has its own
 * @param toolVersion of Quantoscope, for the files' metadata
 */
public record ExportOptions(
        Recipe recipe,
        ExportFormat format,
        DType dtype,
        Path target,
        long shardBytes,
        String toolVersion) {

    private static final String GGUF_EXTENSION = ".gguf";

    public ExportOptions {
        if (!dtype.isAnalysable()) {
            throw new IllegalArgumentException(
                    "values are written as F32, F16 or BF16, not " + dtype);
        }
        target = target.toAbsolutePath().normalize();
    }

    /** Without a bound on the size of a file: folders keep the files of the source. */
    public ExportOptions(
            Recipe recipe, ExportFormat format, DType dtype, Path target, String toolVersion) {
        this(recipe, format, dtype, target, Long.MAX_VALUE, toolVersion);
    }

    /** Whether the target is one file, not a folder. */
    public boolean isFile() {
        return format == ExportFormat.GGUF && target.toString().endsWith(GGUF_EXTENSION);
    }
}
