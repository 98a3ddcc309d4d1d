package org.quantoscope.kernel;

/**
 * Chooses the fastest kernels that work on this machine, once, and says why.
 *
 * <p>Each rung of the ladder that is not taken explains in one sentence what to do about it.
 */
public final class KernelProvider {
    private static final String VECTOR_KERNELS = "org.quantoscope.kernel.simd.VectorKernels";

    /**
     * Kernels and the reason for them.
     *
     * @param kernels what to compute with
     * @param reason one sentence for people
     */
    public record Choice(Kernels kernels, String reason) {}

    private KernelProvider() {}

    public static Choice choose() {
        String property = System.getProperty("quantoscope.kernels", "auto");
        if (property.equals("scalar")) {
            return scalar("scalar kernels were asked for with -Dquantoscope.kernels=scalar");
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return scalar(
                    "the module jdk.incubator.vector is absent; start Java with --add-modules jdk.incubator.vector");
        }
        try {
            Kernels vector =
                    (Kernels) Class.forName(VECTOR_KERNELS).getDeclaredConstructor().newInstance();
            return new Choice(
                    vector, "the Vector API is present and the processor has vectors it can use");
        } catch (ReflectiveOperationException | LinkageError e) {
            return scalar("the Vector API kernels could not be loaded: " + e);
        }
    }

    private static Choice scalar(String why) {
        return new Choice(new ScalarKernels(), why);
    }
}
