/**
 * What a checkpoint's files say besides tensors: entries of the weight files, members of the JSON
 * files beside them.
 *
 * <p>Everything may use it. It must never know what any entry means to a model.
 */
@NullMarked
package org.quantoscope.checkpoint.metadata;

import org.jspecify.annotations.NullMarked;
