/**
 * The inner loops of {@link org.quantoscope.kernel.Kernels} in the Vector API.
 *
 * <p>Only {@link org.quantoscope.kernel.KernelProvider} and tests name it, so that Java without the
 * incubator module never links it. It must never know more than arrays, memory segments and the
 * types of {@code kernel}, and no vector appears in a signature that leaves it.
 */
@NullMarked
package org.quantoscope.kernel.simd;

import org.jspecify.annotations.NullMarked;
