package org.quantoscope.kernel;

import java.lang.reflect.InvocationTargetException;

/**
 * Chooses the fastest kernels that work on this machine, once, and says why.
 *
 * <p>Each rung of the ladder that is not taken explains in one sentence what to do about it.
 */
public final class KernelProvider {
    private static final String PROPERTY = "quantoscope.kernels";
    private static final String VECTOR_KERNELS = "org.quantoscope.kernel.simd.VectorKernels";
    private static final String VECTOR_FORWARD = "org.quantoscope.kernel.simd.VectorForwardKernels";

    /**
     * Kernels and the reason for them.
     *
     * @param kernels what to compute with
     * @param forward what to run models with
     * @param reason one sentence for people
     */
    public record Choice(Kernels kernels, ForwardKernels forward, String reason) {

        /**
         * Starts compiling the kernels on a thread of their own, once; for programs that will be
         * asked for answers soon, but not at once.
         */
        public void warmUp() {
            if (kernels instanceof WarmingKernels warming) {
                warming.warmUp();
            }
        }
    }

    private KernelProvider() {}

    /** Called once, by whoever puts the program together; the choice travels from there. */
    public static Choice choose() {
        return choose(
                System.getProperty(PROPERTY, "auto"),
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    /**
     * The ladder.
     *
     * @param asked value of the property: auto, scalar or vector
     * @param modulePresent whether the Vector API was added to this Java
     */
    static Choice choose(String asked, boolean modulePresent) {
        switch (asked) {
            case "auto", "vector" -> {}
            case "scalar" -> {
                return scalar("asked for with -D" + PROPERTY + "=scalar; leave it out for vectors");
            }
            default -> {
                return scalar(
                        "-D" + PROPERTY + "=" + asked + " is unknown; say auto, scalar or vector");
            }
        }
        if (!modulePresent) {
            return scalar(
                    "the module jdk.incubator.vector is absent; start Java with --add-modules"
                            + " jdk.incubator.vector");
        }
        try {
            Kernels vector = (Kernels) instance(VECTOR_KERNELS);
            return new Choice(
                    new WarmingKernels(vector),
                    (ForwardKernels) instance(VECTOR_FORWARD),
                    "the Vector API is present and the processor has vectors");
        } catch (InvocationTargetException e) {
            return scalar(e.getCause() + "; run on a processor and a Java with vectors for speed");
        } catch (ReflectiveOperationException | LinkageError e) {
            return scalar(
                    "the vector kernels could not be loaded, use the Java of the build: " + e);
        }
    }

    private static Object instance(String className) throws ReflectiveOperationException {
        return Class.forName(className).getDeclaredConstructor().newInstance();
    }

    private static Choice scalar(String why) {
        return new Choice(new ScalarKernels(), new ScalarForwardKernels(), why);
    }
}
