package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

/**
 * What an export does to one tensor.
 *
 * @param tensor in the source
 * @param spec what the recipe gives it
 * @param reason why, in one phrase for people
 * @param storedType type of its values in the target; for packed codes the type that the target's
 *     reader gives restored values
 * @param packed whether codes are stored instead of values
 * @param encoding how the target's format calls what is stored, for example {@code Q4_0}; empty for
 *     packed codes of our own package, and where the target does without the tensor
 * @param bytesBefore in the source
 * @param bytesAfter in the target; a forecast where {@code packed}, for it depends on the weights
 * @param fit whether readers of the target load it as the recipe wants it
 */
public record PlannedTensor(
        TensorInfo tensor,
        TensorSpec spec,
        String reason,
        DType storedType,
        boolean packed,
        String encoding,
        long bytesBefore,
        long bytesAfter,
        Fit fit) {
    private static final String FALLBACK = " instead of ";

    /**
     * A tensor that is written as plain values, quantized before or not.
     *
     * @param type of the values in the target
     */
    static PlannedTensor plain(
            Checkpoint source, TensorInfo tensor, Recipe.Decision decision, DType type) {
        boolean asStored = type == tensor.dtype() && ExportPlanner.isPlain(source, tensor);
        return new PlannedTensor(
                tensor,
                decision.spec(),
                decision.reason(),
                type,
                false,
                type.name(),
                tensor.byteCount(),
                asStored ? tensor.byteCount() : tensor.elementCount() * (type.bits() / Byte.SIZE),
                fallback(decision));
    }

    /** A recipe says itself where rows do not divide into a layout's blocks. */
    static Fit fallback(Recipe.Decision decision) {
        return decision.spec() instanceof TensorSpec.Store && decision.reason().contains(FALLBACK)
                ? Fit.otherwise(decision.reason())
                : Fit.AS_ASKED;
    }

    PlannedTensor withFit(Fit value) {
        return new PlannedTensor(
                tensor, spec, reason, storedType, packed, encoding, bytesBefore, bytesAfter, value);
    }

    PlannedTensor withReason(String value) {
        return new PlannedTensor(
                tensor, spec, value, storedType, packed, encoding, bytesBefore, bytesAfter, fit);
    }

    /** Whether its bytes go into the target as they are. */
    public boolean isCopied() {
        return !isQuantized() && storedType == tensor.dtype() && encoding.equals(tensor.encoding());
    }

    /** Whether the target does without it. */
    public boolean isOmitted() {
        return encoding.isEmpty() && !packed;
    }

    public boolean isQuantized() {
        return spec instanceof QuantizationSpec;
    }

    /**
     * For people: {@code quantized to 4 bit}, {@code copied}, {@code converted to BF16}, {@code
     * dequantized to F32}.
     */
    public String action() {
        if (fit.isRefused()) {
            return "refused";
        }
        if (isOmitted()) {
            return "left out";
        }
        if (encoding.equals(tensor.encoding()) && (!isQuantized() || !tensor.isPlain())) {
            return "copied";
        }
        return switch (spec) {
            case QuantizationSpec quantized when packed && !encoding.isEmpty() ->
                    "quantized to " + encoding;
            case QuantizationSpec quantized ->
                    (packed ? "packed at " : "quantized at ")
                            + quantized.bits()
                            + " bit"
                            + (packed ? "" : ", stored as " + storedType);
            case TensorSpec.Store store -> "converted to " + encoding;
            case TensorSpec.Keep keep ->
                    isCopied()
                            ? "copied"
                            : (tensor.isDequantized() ? "dequantized to " : "converted to ")
                                    + encoding;
        };
    }
}
