package org.quantoscope.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** How a text is cut into windows, and which of their tokens are scored (method.md §5). */
public enum Convention {
    /** Windows one after the other; all tokens but the first of each are scored. */
    PLAIN("windows one after the other, all but the first token of each scored"),

    /** Windows that begin with BOS instead; all tokens of the text are scored. */
    BOS("windows that begin with BOS, all tokens of the text scored"),

    /**
     * As llama-perplexity: windows one after the other, their first token replaced by BOS where the
     * tokenizer adds one; tokens of the second half are scored.
     */
    HALF("windows one after the other, the second half of each scored, as llama-perplexity"),

    /**
     * Windows that begin half a window after one another; each scores what the one before did not,
     * and the last may be shorter.
     */
    SLIDING("windows half a window apart, each token scored once with half a window before it");

    private final String title;

    Convention(String title) {
        this.title = title;
    }

    /** The word of the command line and of JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One phrase for people. */
    public String title() {
        return title;
    }

    /**
     * A window of tokens; those from {@code firstScored} on are scored, each by the logits of the
     * position before it.
     */
    public record Window(int[] tokens, int firstScored) {
        public int scored() {
            return tokens.length - firstScored;
        }
    }

    /**
     * The windows of a text. What does not fill a window is left out, but for {@link #SLIDING}.
     *
     * @param size tokens of a window, at least 4
     * @param bos the tokenizer's; only {@link #BOS} needs one
     * @param addsBos whether the tokenizer puts it before texts
     * @throws IllegalArgumentException that says why a text has no window
     */
    public List<Window> windows(int[] text, int size, OptionalInt bos, boolean addsBos) {
        if (size < 4) {
            throw new IllegalArgumentException("a window must have at least 4 tokens, was " + size);
        }
        List<Window> windows =
                switch (this) {
                    case PLAIN -> cut(text, size, 1);
                    case HALF -> half(text, size, addsBos ? bos : OptionalInt.empty());
                    case BOS -> begun(text, size, bos);
                    case SLIDING -> sliding(text, size);
                };
        if (windows.isEmpty()) {
            throw new IllegalArgumentException(
                    "only "
                            + text.length
                            + " tokens of the text are taken, fewer than a window of "
                            + size
                            + "; take more tokens, a longer text or a smaller window");
        }
        return windows;
    }

    private static List<Window> cut(int[] text, int size, int firstScored) {
        List<Window> windows = new ArrayList<>();
        for (int at = 0; at + size <= text.length; at += size) {
            windows.add(new Window(Arrays.copyOfRange(text, at, at + size), firstScored));
        }
        return windows;
    }

    private static List<Window> half(int[] text, int size, OptionalInt bos) {
        List<Window> windows = cut(text, size, size / 2 + 1);
        bos.ifPresent(id -> windows.forEach(window -> window.tokens()[0] = id));
        return windows;
    }

    private static List<Window> begun(int[] text, int size, OptionalInt bos) {
        int id =
                bos.orElseThrow(() ->
                        new IllegalArgumentException(
                                "the tokenizer has no BOS token; choose another convention"));
        List<Window> windows = new ArrayList<>();
        for (int at = 0; at + size - 1 <= text.length; at += size - 1) {
            int[] tokens = new int[size];
            tokens[0] = id;
            System.arraycopy(text, at, tokens, 1, size - 1);
            windows.add(new Window(tokens, 1));
        }
        return windows;
    }

    private static List<Window> sliding(int[] text, int size) {
        List<Window> windows = new ArrayList<>();
        int scored = 1;
        for (int at = 0; text.length >= size && scored < text.length; at += size / 2) {
            int end = Math.min(text.length, at + size);
            int first = scored - at;
            windows.add(new Window(Arrays.copyOfRange(text, at, end), first));
            scored = end;
        }
        return windows;
    }
}
