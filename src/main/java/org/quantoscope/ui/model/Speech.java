package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;

import java.util.List;
import java.util.Optional;

/**
 * What the original and a recipe say after a prompt, as far as they have come.
 *
 * @param recipe under which the second speaks
 * @param running whether there is more to come
 * @param failure one line that says why there is no more
 */
public record Speech(
        String prompt,
        Optional<Recipe> recipe,
        Said original,
        Said quantized,
        boolean running,
        Optional<String> failure) {

    /**
     * Tokens of one of them.
     *
     * @param ids in order
     * @param texts of the tokens; empty for a part of a character that a later token completes
     * @param ended whether the model ended the text itself
     */
    public record Said(List<Integer> ids, List<String> texts, boolean ended) {
        static final Said NOTHING = new Said(List.of(), List.of(), false);

        public Said {
            ids = List.copyOf(ids);
            texts = List.copyOf(texts);
        }
    }

    static final Speech NONE =
            new Speech("", Optional.empty(), Said.NOTHING, Said.NOTHING, false, Optional.empty());

    /** Whether there is anything to show. */
    public boolean isEmpty() {
        return recipe.isEmpty();
    }

    /**
     * Index of the first token that differs; of the end of the shorter one where that ended itself
     * or the other is not so far, or of both where none differs yet.
     */
    public int firstDifference() {
        int both = Math.min(original.ids().size(), quantized.ids().size());
        for (int i = 0; i < both; i++) {
            if (!original.ids().get(i).equals(quantized.ids().get(i))) {
                return i;
            }
        }
        return both;
    }

    /** Whether the two differ in what is there of both. */
    public boolean differs() {
        int at = firstDifference();
        boolean within = at < Math.min(original.ids().size(), quantized.ids().size());
        boolean endedAlone =
                original.ended() && quantized.ids().size() > at
                        || quantized.ended() && original.ids().size() > at;
        return within || endedAlone;
    }

    Speech stopped(Optional<String> why) {
        return new Speech(prompt, recipe, original, quantized, false, why);
    }
}
