/**
 * PyTorch's own files ({@code .bin}, {@code .pt}, {@code .pth}): a zip of storages and a pickle
 * that describes them, read without executing anything.
 *
 * <p>The opener asks {@code PytorchFormat}; everybody else meets a checkpoint like any other. It
 * must never load a class, call a function or follow a path because a file names one.
 */
@NullMarked
package org.quantoscope.checkpoint.pytorch;

import org.jspecify.annotations.NullMarked;
