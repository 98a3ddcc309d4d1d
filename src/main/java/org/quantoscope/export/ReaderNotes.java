package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.checkpoint.model.ExpectedTensors;
import org.quantoscope.checkpoint.model.ModelTypes;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What transformers and vLLM will make of a folder, by its config.json and the names and shapes of
 * its tensors alone.
 *
 * @param obstacles why transformers does not load it, one line each
 * @param notes what it does otherwise than one may think, one line each
 */
record ReaderNotes(List<String> obstacles, List<String> notes) {
    private static final Set<String> TOKENIZERS =
            Set.of(
                    "tokenizer.json",
                    "tokenizer.model",
                    "vocab.json",
                    "vocab.txt",
                    "spiece.model",
                    "sentencepiece.bpe.model",
                    "tekken.json");

    ReaderNotes {
        obstacles = List.copyOf(obstacles);
        notes = List.copyOf(notes);
    }

    static ReaderNotes of(Checkpoint source) {
        List<String> obstacles = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (!source.companionFiles().contains(ExportPlanner.CONFIG)) {
            obstacles.add(
                    "No config.json lies beside the model, without which transformers and vLLM do"
                            + " not load the folder.");
            return new ReaderNotes(obstacles, notes);
        }
        ModelConfig config = source.config();
        if (config.modelType().isEmpty()) {
            obstacles.add(
                    "config.json has no \"model_type\", by which transformers and vLLM choose the"
                            + " model's code; add it there first.");
        } else {
            type(config.modelType().get()).ifPresent(notes::add);
        }
        if (config.architecture().isEmpty()) {
            notes.add(
                    "config.json has no \"architectures\", by which vLLM chooses the model's code;"
                            + " add it there before loading.");
        }
        if (!hasTokenizer(source)) {
            notes.add("No tokenizer lies beside the model, so none is carried along.");
        }
        Optional<ExpectedTensors> expected = ExpectedTensors.of(source);
        if (expected.isPresent()) {
            obstacles.addAll(first(expected.get().misshapen()));
            notes.addAll(names(expected.get()));
        } else {
            notes.addAll(counts(source));
        }
        return new ReaderNotes(obstacles, notes);
    }

    /** Whether readers find a tokenizer in a folder with the source's files. */
    static boolean hasTokenizer(Checkpoint source) {
        return source.companionFiles().stream().anyMatch(TOKENIZERS::contains);
    }

    private static Optional<String> type(String type) {
        return ModelTypes.isKnown(type)
                ? Optional.empty()
                : Optional.of(
                        "config.json says model_type "
                                + MalformedCheckpointException.printable(type)
                                + ", which "
                                + ModelTypes.VERSION
                                + " does not know: it loads with the model's own code only"
                                + " (trust_remote_code), or with a newer version.");
    }

    /** Of many lines the first, which stands for the others. */
    private static List<String> first(List<String> lines) {
        return lines.size() <= 1
                ? lines
                : List.of(lines.getFirst() + " (and " + (lines.size() - 1) + " more)");
    }

    private static List<String> names(ExpectedTensors expected) {
        List<String> notes = new ArrayList<>();
        if (!expected.missing().isEmpty()) {
            notes.add(
                    counted(expected.missing())
                            + ": missing, and config.json asks for "
                            + (expected.missing().size() == 1 ? "it" : "them")
                            + ": transformers makes up random numbers, vLLM stops or"
                            + " leaves them unset.");
        }
        if (!expected.unknown().isEmpty()) {
            notes.add(
                    counted(expected.unknown())
                            + ": not asked for by config.json: transformers passes over "
                            + (expected.unknown().size() == 1 ? "it" : "them")
                            + ", vLLM may stop.");
        }
        return notes;
    }

    /** Of a family whose names are not known: whether blocks or the head seem to be missing. */
    private static List<String> counts(Checkpoint source) {
        List<String> notes = new ArrayList<>();
        ModelConfig config = source.config();
        long blocks =
                source.tensors().stream()
                                .map(TensorInfo::layer)
                                .filter(OptionalInt::isPresent)
                                .mapToInt(OptionalInt::getAsInt)
                                .max()
                                .orElse(-1)
                        + 1L;
        if (blocks > 0 && config.layers().isPresent() && config.layers().getAsLong() > blocks) {
            notes.add(
                    "config.json says "
                            + config.layers().getAsLong()
                            + " blocks, and tensors of "
                            + blocks
                            + " are here: transformers makes up random numbers for the others.");
        }
        boolean language =
                config.architecture().map(name -> name.endsWith("ForCausalLM")).orElse(false);
        boolean untied = config.tiedHead().map(tied -> !tied).orElse(false);
        if (language
                && untied
                && source.tensors().stream().noneMatch(it -> it.role() == TensorRole.HEAD)) {
            notes.add(
                    "config.json says that the head is not tied to the embedding, and there is"
                            + " none: transformers makes up random numbers for it.");
        }
        return notes;
    }

    private static String counted(List<String> names) {
        return MalformedCheckpointException.printable(names.getFirst())
                + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }
}
