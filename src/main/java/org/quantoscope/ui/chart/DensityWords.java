package org.quantoscope.ui.chart;

/**
 * Words of the legend of a density map.
 *
 * @param densities where a cell stands for many weights
 * @param weights where it is one weight
 */
public record DensityWords(Ends densities, Ends weights) {
    /**
     * One scale.
     *
     * @param title what its colours are of
     * @param least what the first colour is
     * @param most what the last is
     */
    public record Ends(String title, String least, String most) {}
}
