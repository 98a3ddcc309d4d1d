package org.quantoscope.inference;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.AddedToken;
import org.quantoscope.checkpoint.model.TokenizerDefinition;
import org.quantoscope.checkpoint.model.UnsupportedTokenizerException;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Turns text into the token ids that a model was trained on, and back.
 *
 * <p>Ids equal those of the tokenizers library for a tokenizer.json, and of llama.cpp for a GGUF
 * file, texts of special tokens recognised. Immutable: any number of threads may use it.
 */
public final class Tokenizer {
    /** Longer pieces seldom come twice. */
    private static final int LONGEST_KEPT = 32;

    private static final int MOST_KEPT = 1 << 17;

    private final TokenizerDefinition definition;
    private final Vocabulary vocabulary;
    private final TextNormalizer normalizer;
    private final PieceCutter pieces;
    private final MarkCutter words;
    private final AddedTokenCutter raw = new AddedTokenCutter();
    private final AddedTokenCutter normal = new AddedTokenCutter();

    private Tokenizer(TokenizerDefinition definition) {
        this.definition = definition;
        this.vocabulary = new Vocabulary(definition);
        this.normalizer = new TextNormalizer(definition.normalizer());
        this.pieces = new PieceCutter(definition.cuts());
        this.words = MarkCutter.of(definition);
        for (AddedToken token : definition.added()) {
            if (token.normalized()) {
                normal.add(normalizer.apply(token.text()), token);
            } else {
                raw.add(token.text(), token);
            }
        }
    }

    /**
     * The tokenizer of an open model.
     *
     * @throws UnsupportedTokenizerException if it is missing, of another kind, or larger than the
     *     embedding
     */
    public static Tokenizer of(Checkpoint checkpoint) throws IOException {
        return of(TokenizerDefinition.of(checkpoint));
    }

    /**
     * @throws UnsupportedTokenizerException if a regular expression is not understood
     */
    static Tokenizer of(TokenizerDefinition definition) throws UnsupportedTokenizerException {
        try {
            return new Tokenizer(definition);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedTokenizerException(
                    definition.origin(), String.valueOf(e.getMessage()));
        }
    }

    /** The ids of a text, without the token that begins or ends a context. */
    public int[] encode(String text) {
        Run run = new Run();
        raw.cut(text, run);
        return Arrays.copyOf(run.ids, run.count);
    }

    /**
     * The text of tokens, special ones included as they are spelled.
     *
     * @throws IndexOutOfBoundsException if an id has no token
     */
    public String decode(int... ids) {
        StringBuilder text = new StringBuilder();
        TokenText tokens = text(true);
        for (int id : ids) {
            text.append(tokens.next(id));
        }
        return text.append(tokens.finish()).toString();
    }

    /**
     * Turns tokens into text one by one.
     *
     * @param fromStart whether the first token begins a text, where some tokenizers put a space
     *     that is no part of it
     */
    public TokenText text(boolean fromStart) {
        return new TokenText(vocabulary, fromStart && definition.dropsFirstSpace());
    }

    /**
     * The text of each token, which together are the text of all: a character spread over several
     * tokens belongs to the last.
     */
    public List<String> texts(int... ids) {
        TokenText tokens = text(true);
        String[] texts = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            texts[i] = tokens.next(ids[i]);
        }
        if (ids.length > 0) {
            texts[ids.length - 1] += tokens.finish();
        }
        return List.of(texts);
    }

    /**
     * The bytes of UTF-8, perhaps a part of a character, that a token stands for.
     *
     * @throws IndexOutOfBoundsException if there is no such token
     */
    public byte[] bytes(int id) {
        return vocabulary.bytes(id);
    }

    /** The token that begins a context, if the model has one. */
    public OptionalInt bos() {
        return definition.special().bos();
    }

    /** The token that ends a text, if the model has one. */
    public OptionalInt eos() {
        return definition.special().eos();
    }

    /** Whether the model expects {@link #bos} before every text. */
    public boolean addsBos() {
        return definition.special().addsBos();
    }

    /** One more than the largest id. */
    public int size() {
        return vocabulary.size();
    }

    /** One text on its way to ids. */
    private final class Run implements AddedTokenCutter.Parts {
        private final PairMerger merger = new PairMerger(definition.merges());
        private final Map<String, int[]> known = new HashMap<>();
        private int[] ids = new int[256];
        private int[] piece = new int[256];
        private int count;

        @Override
        public void text(String part, int start) {
            normal.cut(normalizer.apply(part), new Inner(start == 0));
        }

        @Override
        public void token(int id) {
            room(1);
            ids[count++] = id;
        }

        private void piece(String text) {
            int @Nullable [] before = known.get(text);
            if (before == null) {
                int whole = definition.takesWholePieces() ? vocabulary.piece(text) : -1;
                before = whole < 0 ? merged(text) : new int[] {whole};
                if (text.length() <= LONGEST_KEPT && known.size() < MOST_KEPT) {
                    known.put(text, before);
                }
            }
            room(before.length);
            System.arraycopy(before, 0, ids, count, before.length);
            count += before.length;
        }

        private int[] merged(String text) {
            // A character of UTF-16 has at most three bytes of UTF-8.
            if (piece.length < 3 * text.length()) {
                piece = new int[3 * text.length()];
            }
            int begun = vocabulary.begin(text, piece);
            return Arrays.copyOf(piece, merger.merge(piece, begun));
        }

        private void room(int more) {
            if (ids.length < count + more) {
                ids = Arrays.copyOf(ids, Math.max(count + more, 2 * ids.length));
            }
        }

        /** The parts of a normalized text. */
        private final class Inner implements AddedTokenCutter.Parts {
            private final boolean first;

            Inner(boolean first) {
                this.first = first;
            }

            @Override
            public void text(String part, int start) {
                pieces.cut(part, first && start == 0, piece -> words.cut(piece, Run.this::piece));
            }

            @Override
            public void token(int id) {
                Run.this.token(id);
            }
        }
    }
}
