package org.quantoscope.app;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;

/**
 * What a window showed when its session was saved.
 *
 * @param totals of the status line
 * @param nmse of the whole model
 */
record RoadEnd(
        Recipe recipe, List<TensorInfo> selection, String page, String totals, double nmse) {}
