/**
 * What stands beside the weights in a model's folder, as texts and JSON trees.
 *
 * <p>Used by the packages of {@code checkpoint} that turn such a file into values. It must never
 * know what a file means.
 */
@NullMarked
package org.quantoscope.checkpoint.folder;

import org.jspecify.annotations.NullMarked;
