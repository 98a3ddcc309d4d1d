package org.quantoscope.ui.model;

import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;

import java.nio.file.Path;

/** The headless command that exports what the window shows, ready for a POSIX shell. */
public final class CommandLineText {
    private CommandLineText() {}

    /**
     * @param checkpoint what is open
     * @param recipe every option of its default; where it has rules, a file is named that must be
     *     saved first
     */
    public static String quantize(Path checkpoint, Recipe recipe) {
        StringBuilder text =
                new StringBuilder("quantoscope quantize ").append(quoted(checkpoint.toString()));
        text.append(" -o ")
                .append(quoted(checkpoint.getFileName() + "-quantized"))
                .append(" --format ")
                .append(format(recipe.defaultSpec().layout()));
        if (!recipe.rules().isEmpty()) {
            return text.append(" --recipe ")
                    .append(quoted(recipe.name() + ".recipe.json"))
                    .toString();
        }
        QuantizationSpec spec = recipe.defaultSpec();
        for (SpecField field : SpecField.ALL) {
            text.append(" --").append(field.key()).append(' ').append(field.textOf(spec));
        }
        return text.toString();
    }

    /** The format whose files hold a layout. */
    private static String format(BlockLayout layout) {
        return switch (layout) {
            case PACKAGE -> "package";
            case PACK_QUANTIZED -> "compressed-tensors";
            case GPTQ -> "gptq";
            case AWQ -> "awq";
            default -> "gguf";
        };
    }

    private static String quoted(String word) {
        return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
