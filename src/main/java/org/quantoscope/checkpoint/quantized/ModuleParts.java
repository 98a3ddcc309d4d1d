package org.quantoscope.checkpoint.quantized;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The tensors that stand for one quantized matrix in its files.
 *
 * @param container holds them
 * @param module path of the module, for example {@code model.layers.0.mlp.up_proj}
 * @param bySuffix what follows the module's path, for example {@code qweight}
 */
record ModuleParts(Checkpoint container, String module, Map<String, TensorInfo> bySuffix) {

    /** Name of the matrix before it was quantized. */
    String matrixName() {
        return module + ".weight";
    }

    Optional<TensorInfo> find(String suffix) {
        return Optional.ofNullable(bySuffix.get(suffix));
    }

    TensorInfo part(String suffix) throws MalformedCheckpointException {
        @Nullable TensorInfo part = bySuffix.get(suffix);
        if (part == null) {
            throw refuse("has no " + suffix);
        }
        return part;
    }

    /** The part with that suffix, which must have that type and two dimensions. */
    TensorInfo matrix(String suffix, DType... types) throws MalformedCheckpointException {
        TensorInfo part = part(suffix);
        if (part.shape().rank() != 2 || !Arrays.asList(types).contains(part.dtype())) {
            String wanted =
                    Arrays.stream(types).map(DType::name).collect(Collectors.joining(" or "));
            throw refuse(
                    "its "
                            + suffix
                            + " is "
                            + part.shape()
                            + " "
                            + part.dtype()
                            + ", where a matrix of "
                            + wanted
                            + " belongs");
        }
        return part;
    }

    /** Scales, which must have that shape. */
    ScaleMatrix scales(String suffix, Shape shape) throws MalformedCheckpointException {
        TensorInfo part = matrix(suffix, DType.F16, DType.BF16, DType.F32);
        requireShape(part, suffix, shape);
        return new ScaleMatrix(bytes(part), part.dtype());
    }

    void requireShape(TensorInfo part, String suffix, Shape shape)
            throws MalformedCheckpointException {
        if (!part.shape().equals(shape)) {
            throw refuse(
                    "its "
                            + suffix
                            + " is "
                            + part.shape()
                            + ", where its codes and its grouping need "
                            + shape);
        }
    }

    MemorySegment bytes(TensorInfo part) {
        return container.bytes(part);
    }

    long storedBytes() {
        return bySuffix.values().stream().mapToLong(TensorInfo::byteCount).sum();
    }

    MalformedCheckpointException refuse(String what) {
        TensorInfo any = bySuffix.values().iterator().next();
        return new MalformedCheckpointException(
                Reason.BAD_QUANTIZATION,
                container.folder().resolve(any.file()),
                OptionalLong.empty(),
                module,
                "quantized matrix: " + what);
    }
}
