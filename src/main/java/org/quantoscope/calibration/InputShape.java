package org.quantoscope.calibration;

/**
 * How far S = Σ x xᵀ is from b·I, which the papers assume of pseudo-activations (method.md §1).
 *
 * @param identityDistance ‖S/b − I‖ / √n in the Frobenius norm, b = tr S / n: the square root of
 *     John's statistic U of sphericity (Biometrika 58, 1971); 0 for b·I, √(n − 1) at most
 * @param offDiagonalShare Σ over i ≠ j of S_ij² / ‖S‖²: 0 for inputs that do not go together
 */
public record InputShape(double identityDistance, double offDiagonalShare) {
    /**
     * @param diagonal sum of squares of the diagonal
     * @param beside sum of squares of all other elements
     */
    static InputShape of(int width, double trace, double diagonal, double beside) {
        double all = diagonal + beside;
        // ‖S/b − I‖²/n = ‖S‖²/(n b²) − 1, for the trace of S/b is n.
        double john = width * all / (trace * trace) - 1;
        return new InputShape(Math.sqrt(Math.max(0, john)), beside / all);
    }
}
