package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.folder.FolderTexts;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A byte-pair tokenizer as data, whatever file described it.
 *
 * <p>A text goes through added tokens, {@code normalizer}, {@code cuts}, then {@code merges} within
 * each piece.
 *
 * @param origin the file that described it, for messages
 * @param tokens as the vocabulary spells them, by id; empty where an id has no token
 * @param added cut out of texts first
 * @param byteLevel whether tokens are spelled in GPT-2's characters for bytes; if not, they are
 *     spelled as they read, with ▁ for a space
 * @param byteFallback whether a character without a token becomes the tokens {@code <0xNN>} of its
 *     bytes
 * @param takesWholePieces {@code ignore_merges}: a piece that is a token is that token, whether or
 *     not merges lead there
 * @param unknown what a character without any token becomes; left out where there is none
 * @param fusesUnknown whether neighbouring unknown characters become one token
 * @param dropsFirstSpace whether decoding takes away one space at the very beginning
 */
public record TokenizerDefinition(
        String origin,
        List<String> tokens,
        List<AddedToken> added,
        List<TextRule> normalizer,
        List<PieceRule> cuts,
        boolean byteLevel,
        boolean byteFallback,
        MergeTable merges,
        boolean takesWholePieces,
        OptionalInt unknown,
        boolean fusesUnknown,
        SpecialTokens special,
        boolean dropsFirstSpace) {

    /** Embeddings of something else than tokens. */
    private static final Pattern OTHER_EMBEDDING = Pattern.compile("position|wpe|token_type");

    public TokenizerDefinition {
        tokens = List.copyOf(tokens);
        added = List.copyOf(added);
        normalizer = List.copyOf(normalizer);
        cuts = List.copyOf(cuts);
    }

    /**
     * The tokenizer of an open model: a GGUF file's own, or the tokenizer.json beside the weights.
     *
     * @throws UnsupportedTokenizerException if there is none, it is of another kind, or it has
     *     tokens for which the embedding has no row
     */
    public static TokenizerDefinition of(Checkpoint checkpoint) throws IOException {
        TokenizerDefinition definition =
                checkpoint instanceof GgufCheckpoint gguf
                        ? GgufTokenizer.read(gguf.weightFiles().getFirst(), gguf.header())
                        : TokenizerJson.read(new FolderTexts(checkpoint));
        OptionalLong rows = embeddingRows(checkpoint);
        if (rows.isPresent() && definition.tokens.size() > rows.getAsLong()) {
            throw new UnsupportedTokenizerException(
                    definition.origin,
                    "it has "
                            + definition.tokens.size()
                            + " tokens, but the embedding has "
                            + rows.getAsLong()
                            + " rows; give the model the tokenizer that it was trained with");
        }
        return definition;
    }

    private static OptionalLong embeddingRows(Checkpoint checkpoint) {
        return checkpoint.tensors().stream()
                .filter(tensor -> tensor.role() == TensorRole.EMBEDDING)
                .filter(tensor -> tensor.shape().rank() == 2)
                .filter(tensor -> !OTHER_EMBEDDING.matcher(tensor.name()).find())
                .mapToLong(tensor -> tensor.shape().size(0))
                .findFirst();
    }
}
