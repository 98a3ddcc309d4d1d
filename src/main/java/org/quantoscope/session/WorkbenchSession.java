package org.quantoscope.session;

import org.quantoscope.recipe.Recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one window had open and how it was set up.
 *
 * <p>Of results it holds those that take minutes, the points of a trade-off and the budget asked of
 * them; the rest follows from the checkpoint, the recipe and the number of bins, and is computed
 * again.
 *
 * @param checkpoint what was open
 * @param recipe as it stood
 * @param held the recipe held beside as B, if one was
 * @param beside the checkpoint that is B, if one is
 * @param split whether B is shown beside A
 * @param selection names of the selected tensors, the shown one last
 * @param bins number of histogram bins
 * @param control whether round-to-nearest at equal bits was shown
 * @param page key of the page in the centre
 * @param views how the pages are set up, under {@link #VIEWS}; some may be missing
 * @param layout sizes in pixels of the window and its panes, under {@link #LAYOUT}; some may be
 *     missing
 * @param tradeOff the points on screen, if any
 */
public record WorkbenchSession(
        Path checkpoint,
        Recipe recipe,
        Optional<Recipe> held,
        Optional<Path> beside,
        boolean split,
        List<String> selection,
        int bins,
        boolean control,
        String page,
        TreeMap<String, String> views,
        TreeMap<String, Double> layout,
        Optional<SavedTradeOff> tradeOff) {

    /** Every size that a session may hold; {@code maximized} is 0 or 1. */
    public static final Set<String> LAYOUT =
            Set.of(
                    "width",
                    "height",
                    "maximized",
                    "layers.width",
                    "numbers.height",
                    "tuning.width");

    /** Everything that a session may say about a page; what a text means, the page knows. */
    public static final Set<String> VIEWS =
            Set.of(
                    "budget.gateup",
                    "budget.limit",
                    "budget.measure",
                    "budget.qkv",
                    "depth.part",
                    "evaluation.scoring",
                    "map.difference",
                    "map.measure",
                    "salient.measure",
                    "salient.window",
                    "tradeoff.alpha",
                    "tradeoff.bits",
                    "tradeoff.clip",
                    "tradeoff.cost",
                    "tradeoff.further",
                    "tradeoff.group",
                    "tradeoff.loss",
                    "tradeoff.scheme",
                    "tradeoff.selection");

    public WorkbenchSession {
        selection = List.copyOf(selection);
        views = new TreeMap<>(views);
        layout = new TreeMap<>(layout);
    }
}
