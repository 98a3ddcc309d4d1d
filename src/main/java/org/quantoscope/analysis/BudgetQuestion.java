package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;

import java.util.Map;
import java.util.Set;

/**
 * What a budget asks for.
 *
 * @param limit how much at most
 * @param measure the error to keep small
 * @param alike tensors that must get the same specification
 * @param sensitivity factors on the errors of tensors, by name; 1 where none is given
 */
public record BudgetQuestion(
        BudgetLimit limit,
        BudgetMeasure measure,
        Set<Alike> alike,
        Map<String, Double> sensitivity) {

    /**
     * @throws IllegalArgumentException if a factor is negative or no number
     */
    public BudgetQuestion {
        alike = Set.copyOf(alike);
        sensitivity = Map.copyOf(sensitivity);
        sensitivity.forEach((name, factor) -> {
            if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "sensitivity of " + name + " must be 0 or more, was " + factor);
            }
        });
    }

    /** The same with factors. */
    public BudgetQuestion withSensitivity(Map<String, Double> factors) {
        return new BudgetQuestion(limit, measure, alike, factors);
    }

    double sensitivityOf(TensorInfo tensor) {
        return sensitivity.getOrDefault(tensor.name(), 1.0);
    }
}
