package org.quantoscope.checkpoint.gguf;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a tokenizer.json cuts a text before merging, and what llama.cpp calls that. */
final class PreTokenizer {
    private static final String TAIL =
            " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String WORDS =
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String BEFORE = "[^\\r\\n\\p{L}\\p{N}]?";

    /** llama.cpp's names of regular expressions ({@code llm_tokenizer_bpe}). */
    private static final Map<String, String> NAMES =
            Map.of(
                    WORDS + "\\p{N}{1,3}|" + TAIL,
                    "llama-bpe",
                    WORDS + "\\p{N}|" + TAIL,
                    "qwen2",
                    BEFORE
                            + UPPER
                            + "*"
                            + LOWER
                            + "+|"
                            + BEFORE
                            + UPPER
                            + "+"
                            + LOWER
                            + "*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                    "tekken");

    private final JsonNode json;
    private final List<JsonNode> steps;
    private final List<JsonNode> normalizers;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param json the whole tokenizer.json
     */
    PreTokenizer(JsonNode json) {
        this.json = json;
        this.steps = flat(json.path("pre_tokenizer"), "pretokenizers");
        this.normalizers = flat(json.path("normalizer"), "normalizers");
    }

    private static List<JsonNode> flat(JsonNode node, String list) {
        if ("Sequence".equals(type(node))) {
            List<JsonNode> all = new ArrayList<>();
            node.path(list).forEach(all::add);
            return all;
        }
        return node.isObject() ? List.of(node) : List.of();
    }

    private static String type(JsonNode node) {
        @Nullable String type = FolderTexts.string(node, "type");
        return type == null ? "" : type;
    }

    List<String> notes() {
        return notes;
    }

    boolean isByteLevel() {
        return steps.stream().anyMatch(step -> type(step).equals("ByteLevel"));
    }

    /**
     * llama.cpp's name of byte-level steps.
     *
     * @throws IllegalArgumentException if it has none
     */
    String llamaName() {
        for (JsonNode normalizer : normalizers) {
            notes.add(
                    "llama.cpp does not normalize texts ("
                            + type(normalizer)
                            + ") as the tokenizer does; texts that are normal already stay alike.");
        }
        if (steps.getLast().path("add_prefix_space").asBoolean(false)) {
            throw TokenizerTables.refuse("it puts a space before texts, which llama.cpp does not");
        }
        boolean splits = steps.getLast().path("use_regex").asBoolean(true);
        if (steps.size() == 1 && splits) {
            return "gpt-2";
        }
        JsonNode first = steps.getFirst();
        boolean digits =
                type(first).equals("Digits") && first.path("individual_digits").asBoolean(false);
        if (steps.size() == 2 && splits && digits) {
            return "smollm";
        }
        String regex = first.path("pattern").path("Regex").asString("");
        @Nullable String name = NAMES.get(regex);
        if (steps.size() == 2 && !splits && type(first).equals("Split") && name != null) {
            boolean ignoresMerges = json.path("model").path("ignore_merges").asBoolean(false);
            if (ignoresMerges == name.equals("qwen2")) {
                notes.add(
                        "llama.cpp's pre-tokenizer "
                                + name
                                + (ignoresMerges ? " always merges" : " takes whole words unmerged")
                                + "; a few texts may be tokenized otherwise.");
            }
            return name;
        }
        throw TokenizerTables.refuse(
                "llama.cpp has no name for how it splits texts; known are gpt-2, smollm, llama-bpe,"
                        + " qwen2 and tekken");
    }

    /**
     * Whether a space is put before texts, for BPE with byte fallback.
     *
     * @throws IllegalArgumentException if texts are changed in any other way than by marks for
     *     spaces
     */
    boolean addsSpacePrefix() {
        boolean prefix = false;
        for (JsonNode step : normalizers) {
            boolean marks =
                    type(step).equals("Replace")
                            && step.path("pattern").path("String").asString("").equals(" ")
                            && step.path("content").asString("").equals("▁");
            boolean prepends =
                    type(step).equals("Prepend") && step.path("prepend").asString("").equals("▁");
            if (!marks && !prepends) {
                throw TokenizerTables.refuse(
                        "llama.cpp has no normalizer " + type(step) + " for this kind");
            }
            prefix |= prepends;
        }
        for (JsonNode step : steps) {
            if (!type(step).equals("Metaspace")) {
                throw TokenizerTables.refuse(
                        "llama.cpp has no pre-tokenizer " + type(step) + " for this kind");
            }
            String scheme = step.path("prepend_scheme").asString("");
            prefix |=
                    scheme.isEmpty()
                            ? step.path("add_prefix_space").asBoolean(true)
                            : !scheme.equals("never");
        }
        return prefix;
    }
}
