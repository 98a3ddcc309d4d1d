package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.PrintableText;

/**
 * The names a tensor may have: not empty, not endless, and nothing in them that would act on a
 * terminal or hide in a list.
 */
final class TensorNames {
    private TensorNames() {}

    /** Refuses a name under the cursor of {@code json}. */
    static void check(String name, StrictJson json) throws MalformedCheckpointException {
        if (name.isEmpty()) {
            throw json.refuse(Reason.BAD_TENSOR_NAME, name, "a tensor with an empty name");
        }
        if (name.length() > CheckpointLimits.MAX_NAME_CHARS) {
            throw json.refuse(
                    Reason.BAD_TENSOR_NAME,
                    name,
                    "a name longer than " + CheckpointLimits.MAX_NAME_CHARS + " characters");
        }
        if (name.codePoints().anyMatch(PrintableText::isUnprintable)) {
            throw json.refuse(
                    Reason.BAD_TENSOR_NAME,
                    name,
                    "a name with a control character; rename the tensor");
        }
    }
}
