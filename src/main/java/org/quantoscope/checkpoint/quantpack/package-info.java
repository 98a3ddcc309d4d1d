/**
 * Our own package format: codes, parameters and places of salient weights in safetensors files,
 * read back as the values that they stand for.
 *
 * <p>Export writes its metadata and verifies with its reader; the workbench and the commands open
 * packages with it. It must never know a recipe, how a code is found, or a screen.
 */
@NullMarked
package org.quantoscope.checkpoint.quantpack;

import org.jspecify.annotations.NullMarked;
