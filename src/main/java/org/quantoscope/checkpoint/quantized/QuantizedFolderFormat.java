package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.TensorNaming;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hugging Face folders that hold codes of compressed-tensors, GPTQ or AWQ.
 *
 * <p>Every quantized matrix opens as one tensor of dequantized values under its original name; its
 * format and grouping are its encoding. An opener must ask this before the plain container format,
 * which recognises the same files.
 */
public final class QuantizedFolderFormat implements CheckpointFormat {
    static final String NAME = "quantized Hugging Face folder";

    private final CheckpointFormat container;

    /**
     * @param container opens safetensors
     */
    public QuantizedFolderFormat(CheckpointFormat container) {
        this.container = container;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Path path) {
        try {
            return container.recognises(path) && QuantizationConfig.of(folder(path)).isPresent();
        } catch (MalformedCheckpointException e) {
            // A variant that is not read: opening says so.
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path folder(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return Files.isDirectory(absolute) || parent == null ? absolute : parent;
    }

    @Override
    public Checkpoint open(Path path) throws IOException {
        Optional<QuantizationConfig> config = QuantizationConfig.of(folder(path));
        Checkpoint opened = container.open(path);
        try {
            return config.isPresent() ? dequantized(opened, config.get()) : opened;
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static Checkpoint dequantized(Checkpoint container, QuantizationConfig config)
            throws MalformedCheckpointException {
        Map<String, ModuleParts> modules = modules(container, config.method());
        Map<String, Opened> matrices = new LinkedHashMap<>();
        Map<String, Shape> shapes = new HashMap<>();
        for (ModuleParts parts : modules.values()) {
            Opened matrix =
                    switch (config.method()) {
                        case COMPRESSED_TENSORS -> CompressedMatrix.open(parts, config);
                        case GPTQ -> GptqMatrix.open(parts, config);
                        case AWQ -> AwqMatrix.open(parts, config);
                    };
            matrices.put(parts.matrixName(), matrix);
            shapes.put(parts.matrixName(), matrix.shape());
        }
        List<TensorInfo> tensors = new ArrayList<>();
        List<TensorInfo> stored = container.tensors();
        stored.forEach(tensor -> shapes.putIfAbsent(tensor.name(), tensor.shape()));
        TensorNaming naming = TensorNaming.of(container.config(), shapes);
        for (TensorInfo tensor : stored) {
            ModuleParts parts = modules.get(module(tensor.name()));
            Opened matrix = parts == null ? null : matrices.get(parts.matrixName());
            if (parts == null || matrix == null || !parts.bySuffix().containsValue(tensor)) {
                if (parts != null && tensor.name().equals(parts.matrixName())) {
                    throw parts.refuse("is there unquantized, too");
                }
                tensors.add(tensor);
            } else if (tensor.name().endsWith(config.method().codes())) {
                tensors.add(info(parts, tensor, matrix, naming));
            }
        }
        return new QuantizedFolderCheckpoint(container, tensors, matrices);
    }

    private static Map<String, ModuleParts> modules(
            Checkpoint container, QuantizationConfig.Method method) {
        Map<String, ModuleParts> modules = new LinkedHashMap<>();
        for (TensorInfo tensor : container.tensors()) {
            if (tensor.name().endsWith(method.codes())) {
                String module = module(tensor.name());
                modules.put(module, new ModuleParts(container, module, new LinkedHashMap<>()));
            }
        }
        for (TensorInfo tensor : container.tensors()) {
            ModuleParts parts = modules.get(module(tensor.name()));
            String suffix = tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
            if (parts != null && method.suffixes().contains(suffix)) {
                parts.bySuffix().put(suffix, tensor);
            }
        }
        return modules;
    }

    private static String module(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static TensorInfo info(
            ModuleParts parts, TensorInfo codes, Opened matrix, TensorNaming naming) {
        return new TensorInfo(
                parts.matrixName(),
                DType.F32,
                matrix.encoding(),
                matrix.shape(),
                naming.role(parts.matrixName(), matrix.shape().rank()),
                naming.layer(parts.matrixName()),
                false,
                codes.file(),
                codes.byteOffset(),
                parts.storedBytes());
    }
}
