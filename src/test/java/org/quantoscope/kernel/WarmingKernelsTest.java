package org.quantoscope.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Set;

class WarmingKernelsTest {
    /** Kernels whose calls can be told from those of the scalar ones by what they count. */
    private static final int MARK = 1_000_000;

    private final float[] row = {1f, -2f, 3f};

    private static Kernels marked() {
        ScalarKernels scalar = new ScalarKernels();
        return (Kernels)
                java.lang.reflect.Proxy.newProxyInstance(
                        Kernels.class.getClassLoader(),
                        new Class<?>[] {Kernels.class},
                        (proxy, method, arguments) -> {
                            Object result = method.invoke(scalar, arguments);
                            return method.getName().equals("classify") ? MARK : result;
                        });
    }

    @Test
    void smallJobsStayScalar() {
        Kernels kernels = new WarmingKernels(marked());
        assertThat(kernels.classify(row, 3, 1.5f, new long[1])).isEqualTo(2);
    }

    @Test
    void longJobsTurnToTheFastKernels() {
        Kernels kernels = new WarmingKernels(marked());
        float[] into = new float[1 << 16];
        java.lang.foreign.MemorySegment stored =
                java.lang.foreign.MemorySegment.ofArray(new short[1 << 16]);
        for (long read = 0; read <= WarmingKernels.SMALL_JOB_WEIGHTS; read += into.length) {
            kernels.widenBf16(stored, 0, into, 0, into.length);
        }
        assertThat(kernels.classify(row, 3, 1.5f, new long[1])).isEqualTo(MARK);
    }

    @Test
    void warmingUpTurnsToTheFastKernels() throws InterruptedException {
        WarmingKernels kernels = new WarmingKernels(marked());
        kernels.warmUp();
        long end = System.nanoTime() + 60_000_000_000L;
        while (kernels.classify(row, 3, 1.5f, new long[1]) != MARK && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(kernels.classify(row, 3, 1.5f, new long[1])).isEqualTo(MARK);
    }

    @Test
    void warmUpReportsEveryLoopThatBecomesFast() {
        Set<KernelLoop> done = EnumSet.noneOf(KernelLoop.class);
        new KernelWarmUp(new ScalarKernels(), done::add).run();
        assertThat(done).isEqualTo(EnumSet.allOf(KernelLoop.class));
    }
}
