package org.quantoscope.ui.chart;

/**
 * The error of one tensor of a layer.
 *
 * @param role of the tensor, for people
 * @param layer number of the block, from 0
 * @param sqnrDb in dB
 */
public record LayerError(String role, int layer, double sqnrDb) {}
