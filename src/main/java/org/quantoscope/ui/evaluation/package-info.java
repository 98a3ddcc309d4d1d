/**
 * The evaluation page: recipes measured by running the model on texts, and what it says under them.
 *
 * <p>Placed by the window. It must never run a model or compute a figure itself.
 */
@NullMarked
package org.quantoscope.ui.evaluation;

import org.jspecify.annotations.NullMarked;
