package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.PrintableText;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The named tensors in what a pickle holds, and what else with tensors it holds.
 *
 * <p>Immutable once made.
 */
final class StateDict {
    /** Under which trainers put the weights, beside the state of their optimizer. */
    private static final List<String> ROOTS =
            List.of("state_dict", "model_state_dict", "model", "module");

    /** Deep enough for any trainer's file; a dict that holds itself ends here. */
    private static final int MAX_DEPTH = 8;

    private final Path file;
    private final Map<String, Pickled.Tensor> tensors = new LinkedHashMap<>();
    private String read = "";
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private long visited;

    private StateDict(Path file) {
        this.file = file;
    }

    /** By name, in order. */
    Map<String, Pickled.Tensor> tensors() {
        return tensors;
    }

    /** The dict that holds the tensors; empty where it is the pickle itself. */
    String read() {
        return read;
    }

    /** How many tensors lie in what was not read, by its key beside {@link #read}. */
    Map<String, Long> leftOut() {
        return leftOut;
    }

    /**
     * All tensors of the state dict by name; of a trainer's file those of the model, and where it
     * does not say which they are, those of nested dicts too, under names with dots.
     */
    static StateDict of(Path file, Pickled root) throws MalformedCheckpointException {
        StateDict found = new StateDict(file);
        if (!(root instanceof Pickled.Dict dict)) {
            throw found.refuse(Reason.BAD_PICKLE, "", "holds no dict of tensors");
        }
        found.collect("", found.model(dict), 0);
        if (found.tensors.isEmpty()) {
            throw found.refuse(Reason.NO_WEIGHTS, "", "holds no tensors");
        }
        return found;
    }

    private Pickled.Dict model(Pickled.Dict root) {
        if (root.values().stream().noneMatch(value -> value instanceof Pickled.Tensor)) {
            for (String name : ROOTS) {
                int at = root.keys().indexOf(new Pickled.Text(name));
                if (at >= 0 && root.values().get(at) instanceof Pickled.Dict model) {
                    read = name;
                    countOthers(root, at);
                    return model;
                }
            }
        }
        return root;
    }

    private void countOthers(Pickled.Dict root, int model) {
        long[] left = {CheckpointLimits.MAX_TENSORS};
        for (int i = 0; i < root.keys().size(); i++) {
            long tensors = i == model ? 0 : count(root.values().get(i), 0, left);
            if (tensors > 0) {
                String key =
                        root.keys().get(i) instanceof Pickled.Text(String text) ? text : "no text";
                leftOut.merge(MalformedCheckpointException.printable(key), tensors, Long::sum);
            }
        }
    }

    /**
     * @param left visits that may still be made, for dicts may share parts, or hold themselves
     */
    private static long count(Pickled value, int depth, long[] left) {
        if (--left[0] < 0 || depth > MAX_DEPTH) {
            return 0;
        }
        List<Pickled> inner =
                switch (value) {
                    case Pickled.Dict dict -> dict.values();
                    case Pickled.Items list -> list.items();
                    case Pickled.Tuple tuple -> tuple.items();
                    default -> List.of();
                };
        long tensors = value instanceof Pickled.Tensor ? 1 : 0;
        for (int i = 0; i < inner.size() && left[0] > 0; i++) {
            tensors += count(inner.get(i), depth + 1, left);
        }
        return tensors;
    }

    private void collect(String prefix, Pickled.Dict dict, int depth)
            throws MalformedCheckpointException {
        for (int i = 0; i < dict.keys().size(); i++) {
            // Bounds dicts that share parts, too, which need few bytes for many names.
            if (++visited > CheckpointLimits.MAX_TENSORS || depth > MAX_DEPTH) {
                throw refuse(
                        Reason.TOO_MANY_TENSORS, "", "holds too many dicts, or one within itself");
            }
            Pickled value = dict.values().get(i);
            if (!(value instanceof Pickled.Tensor || value instanceof Pickled.Dict)) {
                continue;
            }
            String name =
                    prefix
                            + switch (dict.keys().get(i)) {
                                case Pickled.Text(String text) -> text;
                                case Pickled.Whole(long number) -> Long.toString(number);
                                default ->
                                        throw refuse(
                                                Reason.BAD_TENSOR_NAME,
                                                prefix,
                                                "has a tensor whose name is no text");
                            };
            if (name.length() > CheckpointLimits.MAX_NAME_CHARS
                    || name.isEmpty()
                    || name.codePoints().anyMatch(PrintableText::isUnprintable)) {
                throw refuse(
                        Reason.BAD_TENSOR_NAME,
                        name,
                        "has a tensor with an empty, endless or unprintable name");
            }
            if (value instanceof Pickled.Dict inner) {
                collect(name + ".", inner, depth + 1);
            } else if (value instanceof Pickled.Tensor tensor
                    && tensors.put(name, tensor) != null) {
                throw refuse(Reason.DUPLICATE_TENSOR, name, "has a tensor twice");
            }
        }
    }

    private MalformedCheckpointException refuse(Reason reason, String tensor, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), tensor, what);
    }
}
