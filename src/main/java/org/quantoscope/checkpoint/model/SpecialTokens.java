package org.quantoscope.checkpoint.model;

import java.util.OptionalInt;

/**
 * The tokens around a text.
 *
 * @param addsBos whether a text that begins a context gets {@code bos} before it
 */
public record SpecialTokens(OptionalInt bos, OptionalInt eos, boolean addsBos) {}
