package org.quantoscope.report;

import org.quantoscope.quant.BlockLayout;
import org.quantoscope.recipe.Recipe;

/**
 * The files that a recipe is for, which follow from the layout of its default.
 *
 * @param title what sizes are told of, in words
 * @param format what {@code quantize --format} calls it
 */
record Target(String title, String format) {
    static Target of(Recipe recipe) {
        BlockLayout layout = recipe.defaultSpec().layout();
        if (layout.blocks().isPresent()) {
            return new Target("a GGUF", "gguf");
        }
        return switch (layout) {
            case GPTQ, AWQ -> new Target("a folder of " + layout.title(), layout.key());
            case PACK_QUANTIZED ->
                    new Target("a folder of " + layout.title(), "compressed-tensors");
            default -> new Target("Quantoscope's package", "package");
        };
    }
}
