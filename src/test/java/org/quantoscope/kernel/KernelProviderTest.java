package org.quantoscope.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelProviderTest {
    @Test
    void takesVectorsWhereTheModuleIsPresent() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        KernelProvider.Choice choice = KernelProvider.choose();
        assertThat(choice.kernels().name()).startsWith(present ? "Vector API" : "scalar");
    }

    @Test
    void saysHowToGetVectorsWhereTheModuleIsAbsent() {
        KernelProvider.Choice choice = KernelProvider.choose("auto", false);
        assertThat(choice.kernels()).isInstanceOf(ScalarKernels.class);
        assertThat(choice.reason()).contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void obeysTheProperty() {
        assertThat(KernelProvider.choose("scalar", true).kernels())
                .isInstanceOf(ScalarKernels.class);
    }

    @Test
    void refusesAnUnknownWishByName() {
        assertThat(KernelProvider.choose("fast", true).reason())
                .contains("fast")
                .contains("auto, scalar or vector");
    }
}
