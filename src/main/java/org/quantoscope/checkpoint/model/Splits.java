package org.quantoscope.checkpoint.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.PieceRule.Cut;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How byte-level tokenizers cut texts, under the names that GGUF files give it ({@code
 * tokenizer.ggml.pre}).
 *
 * <p>The expressions are those of the models' own tokenizer.json files.
 */
final class Splits {
    /** GPT-2's, which ByteLevel uses unless told otherwise. */
    static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    static final String DIGIT = "\\p{N}";
    static final String DIGITS = "\\p{N}+";

    private static final String SHORT = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
    private static final String BEFORE = "[^\\r\\n\\p{L}\\p{N}]?";
    private static final String REST =
            "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String REST_WITH_SLASH =
            "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String CJK = "[一-龥\\u3040-ゟ゠-ヿ]+";

    private static final Map<String, List<String>> CUTS = new HashMap<>();

    static {
        name("default", "[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, DIGITS, "[0-9][0-9][0-9]");
        name("gpt-2 phi-2 mpt olmo jais trillion granite-docling a.x-4.0 mellum gigachat", GPT2);
        name("smollm starcoder refact command-r codeshell exaone minerva-7b", DIGIT, GPT2);
        name(
                "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral lfm2 dbrx smaug-bpe glm4"
                        + " chatglm-bpe",
                SHORT + "|" + BEFORE + "\\p{L}+|\\p{N}{1,3}" + REST);
        name(
                "qwen2 deepseek-r1-qwen stablelm2 hunyuan megrez grok-2 solar-open kormo",
                SHORT + "|" + BEFORE + "\\p{L}+|\\p{N}" + REST);
        name(
                "qwen35",
                SHORT
                        + "|"
                        + BEFORE
                        + "[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*"
                        + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
        name("tekken", cased("") + "|\\p{N}" + REST_WITH_SLASH);
        name("gpt-4o llama4", cased(SHORT + "?") + "|\\p{N}{1,3}" + REST_WITH_SLASH);
        name(
                "seed-coder",
                SHORT
                        + "|"
                        + BEFORE
                        + "\\p{L}+|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\\r\\n]+|\\s*[\\r\\n]+"
                        + "|\\s+(?!\\S)|\\s+");
        name("deepseek-coder", "[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[一-龥ࠀ-一가-퟿]+", DIGIT);
        name(
                "deepseek-v3 hunyuan-dense",
                "\\p{N}{1,3}",
                CJK,
                "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
                        + "|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                        + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
        name("falcon", "[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]");
    }

    /** Names under which llama.cpp takes a piece that is a token as it is. */
    private static final Set<String> WHOLE_PIECES =
            Set.of(
                    "llama-bpe",
                    "llama3",
                    "llama-v3",
                    "falcon3",
                    "falcon-h1",
                    "pixtral",
                    "lfm2",
                    "tekken",
                    "gpt-4o",
                    "llama4");

    /** Names under which llama.cpp puts BOS before texts if the file does not say. */
    private static final Set<String> BOS_BEFORE =
            Set.of(
                    "llama-bpe",
                    "llama3",
                    "llama-v3",
                    "falcon3",
                    "falcon-h1",
                    "pixtral",
                    "lfm2",
                    "tekken");

    private Splits() {}

    private static String cased(String after) {
        return BEFORE + UPPER + "*" + LOWER + "+" + after + "|" + BEFORE + UPPER + "+" + LOWER + "*"
                + after;
    }

    private static void name(String names, String... expressions) {
        for (String name : names.split(" ", -1)) {
            CUTS.put(name, List.of(expressions));
        }
    }

    /**
     * The cuts of a name.
     *
     * @throws UnsupportedTokenizerException if it is not known
     */
    static List<PieceRule> cuts(String origin, String name) throws UnsupportedTokenizerException {
        @Nullable List<String> expressions = CUTS.get(name);
        if (expressions == null) {
            throw new UnsupportedTokenizerException(
                    origin,
                    "its pre-tokenizer \""
                            + name
                            + "\" is not known; known are "
                            + String.join(", ", new TreeSet<>(CUTS.keySet())));
        }
        return expressions.stream().<PieceRule>map(Cut::isolating).toList();
    }

    static boolean takesWholePieces(String name) {
        return WHOLE_PIECES.contains(name);
    }

    static boolean putsBosBefore(String name) {
        return BOS_BEFORE.contains(name);
    }
}
