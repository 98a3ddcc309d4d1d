package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.model.PieceRule.Behavior;
import org.quantoscope.checkpoint.model.PieceRule.Cut;
import org.quantoscope.checkpoint.model.PieceRule.Prefix;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Reads the {@code pre_tokenizer} of a tokenizer.json. */
final class PieceRules {
    private static final String PUNCTUATION = "[\\p{P}!-/:-@\\[-`{-~]";

    private final List<PieceRule> rules = new ArrayList<>();
    private final JsonNode node;
    private boolean byteLevel;

    /**
     * @param node the pre-tokenizer, or null, or missing
     */
    PieceRules(JsonNode node) {
        this.node = node;
    }

    /**
     * The steps in order.
     *
     * @throws UnsupportedTokenizerException if a step is of another kind
     */
    List<PieceRule> rules() throws UnsupportedTokenizerException {
        rules.clear();
        byteLevel = false;
        add(node);
        return List.copyOf(rules);
    }

    /** Whether {@link #rules} met the step that spells bytes as characters. */
    boolean isByteLevel() {
        return byteLevel;
    }

    private void add(JsonNode step) throws UnsupportedTokenizerException {
        String type = step.path("type").asString("");
        if (byteLevel) {
            throw TokenizerJson.refuse("its pre-tokenizer cuts after ByteLevel (" + type + ")");
        }
        switch (type) {
            case "Sequence" -> {
                for (JsonNode each : step.path("pretokenizers")) {
                    add(each);
                }
            }
            case "ByteLevel" -> {
                if (step.path("add_prefix_space").asBoolean(true)) {
                    rules.add(new PieceRule.SpaceBefore());
                }
                if (step.path("use_regex").asBoolean(true)) {
                    rules.add(Cut.isolating(Splits.GPT2));
                }
                byteLevel = true;
            }
            case "Split" -> rules.add(split(step));
            case "Digits" ->
                    rules.add(
                            Cut.isolating(
                                    step.path("individual_digits").asBoolean(false)
                                            ? Splits.DIGIT
                                            : Splits.DIGITS));
            case "Punctuation" ->
                    rules.add(new Cut(PUNCTUATION, true, behavior(step, "Isolated"), false));
            case "Whitespace" ->
                    rules.add(new Cut("\\w+|[^\\w\\s]+", true, Behavior.REMOVED, true));
            case "WhitespaceSplit" -> rules.add(new Cut("\\s", true, Behavior.REMOVED, false));
            case "Metaspace" ->
                    rules.add(
                            new PieceRule.Metaspace(
                                    step.path("replacement").asString("▁"),
                                    prefix(step),
                                    step.path("split").asBoolean(true)));
            default -> {
                if (step.isObject()) {
                    throw TokenizerJson.refuse("its pre-tokenizer " + type + " is not computed");
                }
            }
        }
    }

    private static Cut split(JsonNode step) throws UnsupportedTokenizerException {
        JsonNode pattern = step.path("pattern");
        boolean regex = pattern.path("Regex").isString();
        return new Cut(
                pattern.path(regex ? "Regex" : "String").asString(""),
                regex,
                behavior(step, ""),
                step.path("invert").asBoolean(false));
    }

    private static Behavior behavior(JsonNode step, String standard)
            throws UnsupportedTokenizerException {
        String name = step.path("behavior").asString(standard);
        return switch (name) {
            case "Removed" -> Behavior.REMOVED;
            case "Isolated" -> Behavior.ISOLATED;
            case "MergedWithPrevious" -> Behavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> Behavior.MERGED_WITH_NEXT;
            case "Contiguous" -> Behavior.CONTIGUOUS;
            default -> throw TokenizerJson.refuse("its pre-tokenizer splits \"" + name + "\"");
        };
    }

    /** Where a Metaspace step, or decoder, puts a mark before. */
    static Prefix prefix(JsonNode step) {
        return switch (step.path("prepend_scheme").asString("")) {
            case "never" -> Prefix.NEVER;
            case "first" -> Prefix.FIRST;
            case "always" -> Prefix.ALWAYS;
            default -> step.path("add_prefix_space").asBoolean(true) ? Prefix.ALWAYS : Prefix.NEVER;
        };
    }
}
