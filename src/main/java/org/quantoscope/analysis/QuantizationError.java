package org.quantoscope.analysis;

/**
 * How far restored weights are from the original, accumulated in double (method.md §5).
 *
 * @param mse Σ(ŵ−w)²/n
 * @param nmse Σ(ŵ−w)²/Σw²; 0 where both are 0, infinite where only the original is
 * @param sqnrDb −10·log10(nmse), in dB
 * @param maxAbsError max |ŵ−w|
 * @param cosine Σŵw/√(Σŵ²Σw²); 1 where both are all zero
 * @param salientMse the mean squared error of the salient weights; 0 where there are none
 * @param otherMse the mean squared error of the other weights
 */
public record QuantizationError(
        double mse,
        double nmse,
        double sqnrDb,
        double maxAbsError,
        double cosine,
        double salientMse,
        double otherMse) {}
