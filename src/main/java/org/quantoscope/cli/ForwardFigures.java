package org.quantoscope.cli;

import org.quantoscope.calibration.InputShape;

/**
 * What is known of one matrix where the model was run.
 *
 * @param forwardError ‖X(W − Ŵ)ᵀ‖² / ‖X Wᵀ‖²
 * @param inputs shape of Σ x xᵀ
 */
record ForwardFigures(double forwardError, InputShape inputs) {}
