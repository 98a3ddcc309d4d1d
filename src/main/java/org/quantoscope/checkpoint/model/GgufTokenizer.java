package org.quantoscope.checkpoint.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.gguf.GgufHeader;
import org.quantoscope.checkpoint.gguf.GgufValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the tokenizer in a GGUF file's metadata ({@code tokenizer.ggml.*}; formats.md §4). */
final class GgufTokenizer {
    private static final String KEY = "tokenizer.ggml.";

    /** {@code llama_token_type}: 1 is normal, 5 unused, 6 a byte. */
    private static final int UNKNOWN = 2;

    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;

    private final String origin;
    private final GgufHeader header;
    private final List<String> tokens;
    private final Map<String, Integer> ids = new HashMap<>();

    private GgufTokenizer(String origin, GgufHeader header) throws UnsupportedTokenizerException {
        this.origin = origin;
        this.header = header;
        this.tokens = texts("tokens");
        for (int id = 0; id < tokens.size(); id++) {
            ids.putIfAbsent(tokens.get(id), id);
        }
    }

    /**
     * @param origin the file's name
     */
    static TokenizerDefinition read(String origin, GgufHeader header)
            throws UnsupportedTokenizerException {
        String model = header.text(KEY + "model").orElse("none");
        return switch (model) {
            case "gpt2" -> new GgufTokenizer(origin, header).bytePairs();
            case "llama" -> new GgufTokenizer(origin, header).pieces();
            case "none", "no_vocab" ->
                    throw new UnsupportedTokenizerException(
                            origin,
                            "it holds no tokenizer; without one texts cannot be turned into"
                                    + " tokens");
            default ->
                    throw new UnsupportedTokenizerException(
                            origin,
                            "its tokenizer model is \""
                                    + model
                                    + "\"; gpt2 and llama are what is computed");
        };
    }

    private TokenizerDefinition bytePairs() throws UnsupportedTokenizerException {
        String pre = header.text(KEY + "pre").orElse("default");
        MergeTable.Builder merges = new MergeTable.Builder();
        List<String> lines = texts("merges");
        for (int rank = 0; rank < lines.size(); rank++) {
            String line = lines.get(rank);
            // A token may be a space by itself, so the one between them is not the first character.
            int space = line.indexOf(' ', 1);
            if (space > 0) {
                addMerge(merges, line.substring(0, space), line.substring(space + 1), rank);
            }
        }
        return new TokenizerDefinition(
                origin,
                tokens,
                added(),
                List.of(),
                Splits.cuts(origin, pre),
                true,
                false,
                merges.build(),
                Splits.takesWholePieces(pre),
                OptionalInt.empty(),
                false,
                special(false, Splits.putsBosBefore(pre)),
                false);
    }

    /** SentencePiece's: whatever two neighbours make a token may merge, the best score first. */
    private TokenizerDefinition pieces() throws UnsupportedTokenizerException {
        int[] ranks = ranks();
        MergeTable.Builder merges = new MergeTable.Builder();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            for (int at = token.offsetByCodePoints(0, token.isEmpty() ? 0 : 1);
                    at < token.length();
                    at = token.offsetByCodePoints(at, 1)) {
                addMerge(merges, token.substring(0, at), token.substring(at), ranks[id]);
            }
        }
        boolean space = flag("add_space_prefix", true);
        List<TextRule> normalizer = new ArrayList<>();
        if (space) {
            normalizer.add(new TextRule.Prepend(" "));
        }
        normalizer.add(new TextRule.Replace(" ", false, "▁"));
        return new TokenizerDefinition(
                origin,
                tokens,
                added(),
                normalizer,
                List.of(),
                false,
                true,
                merges.build(),
                false,
                id("unknown_token_id", 0),
                false,
                special(true, true),
                space);
    }

    private void addMerge(MergeTable.Builder merges, String left, String right, int rank) {
        @Nullable Integer leftId = ids.get(left);
        @Nullable Integer rightId = ids.get(right);
        @Nullable Integer result = ids.get(left + right);
        if (leftId != null && rightId != null && result != null) {
            merges.add(leftId, rightId, rank, result);
        }
    }

    /** Of each token, how many different scores are better than its own. */
    private int[] ranks() throws UnsupportedTokenizerException {
        @Nullable GgufValue value = header.metadata().get(KEY + "scores");
        if (value == null || !value.isArray() || value.isText() || value.count() < tokens.size()) {
            throw refuse(KEY + "scores are missing or too few");
        }
        double[] scores = Arrays.copyOf(value.numbers(), tokens.size());
        double[] sorted = Arrays.stream(scores).sorted().distinct().toArray();
        int[] ranks = new int[scores.length];
        for (int id = 0; id < ranks.length; id++) {
            ranks[id] = sorted.length - 1 - Arrays.binarySearch(sorted, scores[id]);
        }
        return ranks;
    }

    private List<AddedToken> added() {
        @Nullable GgufValue value = header.metadata().get(KEY + "token_type");
        long[] types =
                value == null || !value.isArray() || !value.isWhole()
                        ? new long[0]
                        : value.wholes();
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < Math.min(types.length, tokens.size()); id++) {
            long type = types[id];
            boolean cut = type == UNKNOWN || type == CONTROL || type == USER_DEFINED;
            if (cut && !tokens.get(id).isEmpty()) {
                added.add(AddedToken.plain(id, tokens.get(id), type != USER_DEFINED));
            }
        }
        return added;
    }

    private SpecialTokens special(boolean pieces, boolean addsBos) {
        OptionalInt bos = id("bos_token_id", pieces ? 1 : -1);
        OptionalInt eos = id("eos_token_id", pieces ? 2 : -1);
        return new SpecialTokens(bos, eos, bos.isPresent() && flag("add_bos_token", addsBos));
    }

    private OptionalInt id(String key, int otherwise) {
        OptionalLong id = header.whole(KEY + key);
        long number = id.orElse(otherwise);
        return number >= 0 && number < tokens.size()
                ? OptionalInt.of((int) number)
                : OptionalInt.empty();
    }

    private boolean flag(String key, boolean otherwise) {
        @Nullable GgufValue value = header.metadata().get(KEY + key);
        return value == null || value.isArray() || value.isText() ? otherwise : value.flag();
    }

    private List<String> texts(String key) throws UnsupportedTokenizerException {
        @Nullable GgufValue value = header.metadata().get(KEY + key);
        if (value == null || !value.isArray() || !value.isText()) {
            throw refuse(KEY + key + " are missing");
        }
        return value.texts();
    }

    private UnsupportedTokenizerException refuse(String why) {
        return new UnsupportedTokenizerException(origin, why);
    }
}
