package org.quantoscope.export;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;

import java.nio.file.Path;

/**
 * What the user asked for.
 *
 * @param recipe which tensor gets what
 * @param format kind of folder
 * @param dtype F32, F16 or BF16: type of the values of {@link ExportFormat#DEQUANTIZED}; unused by
 *     packages
 * @param target folder to be made; must not exist, or be an empty folder
 * @param toolVersion of Quantoscope, for the files' metadata
 */
public record ExportOptions(
        Recipe recipe, ExportFormat format, DType dtype, Path target, String toolVersion) {

    public ExportOptions {
        if (!dtype.isAnalysable()) {
            throw new IllegalArgumentException(
                    "values are written as F32, F16 or BF16, not " + dtype);
        }
        target = target.toAbsolutePath().normalize();
    }
}
