package org.quantoscope.ui.distribution;

import org.quantoscope.analysis.LayerReport;

import java.util.function.Function;

/**
 * One line of the numbers: what it is called, its unit, and how to read it from a report.
 *
 * @param key of its texts: the name and, with {@code .hint}, its convention in one sentence
 * @param value as text, in a fixed number of digits
 */
record Measure(String key, Function<LayerReport, String> value) {}
