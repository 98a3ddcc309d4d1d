package org.quantoscope.export;

import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.checkpoint.quantpack.PackedStream;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the header of one weight file says, and the space to reserve for it before its tensors are
 * known.
 */
final class ShardHeader {
    private static final String SHA256_PLACEHOLDER = "0".repeat(64);

    private final String file;
    private final List<PlannedTensor> tensors;
    private final String recipeJson;
    private final String toolVersion;

    ShardHeader(String file, List<PlannedTensor> tensors, String recipeJson, String toolVersion) {
        this.file = file;
        this.tensors = tensors;
        this.recipeJson = recipeJson;
        this.toolVersion = toolVersion;
    }

    Map<String, String> provenance(String sourceSha256) {
        return PackageMetadata.provenance(recipeJson, toolVersion, Map.of(file, sourceSha256));
    }

    Map<String, String> ofPackage(String sourceSha256, List<PackedTensor> packed) {
        return PackageMetadata.ofFile(provenance(sourceSha256), packed);
    }

    /** Bytes that suffice for the header, whatever the weights turn out to need. */
    long capacityBytes(boolean isPackage) {
        List<String> names = new ArrayList<>();
        List<PackedTensor> worst = new ArrayList<>();
        int rank = 1;
        for (PlannedTensor planned : tensors) {
            if (planned.packed() && planned.spec() instanceof QuantizationSpec spec) {
                PackedTensor tensor = longest(planned.tensor(), spec);
                worst.add(tensor);
                // Rice takes as many arrays as lists, with the longer names, and more than a
                // bitmap.
                for (PackedStream stream : tensor.streamBytes().keySet()) {
                    names.add(stream.entryName(tensor.name()));
                }
            } else {
                names.add(planned.tensor().name());
                rank = Math.max(rank, planned.tensor().shape().rank());
            }
        }
        Map<String, String> metadata =
                isPackage ? ofPackage(SHA256_PLACEHOLDER, worst) : provenance(SHA256_PLACEHOLDER);
        return SafetensorsWriter.headerCapacity(names, rank, metadata);
    }

    /** A description whose text is at least as long as any that this tensor can get. */
    private static PackedTensor longest(TensorInfo tensor, QuantizationSpec spec) {
        long weights = tensor.elementCount();
        boolean salient = spec.alpha().of(weights) > 0;
        return new PackedTensor(
                tensor.name(),
                tensor.dtype(),
                tensor.shape(),
                tensor.transposed(),
                spec,
                1.1754944E-38f,
                salient ? weights : 0,
                weights,
                salient ? weights : 0,
                salient ? PlacesEncoding.RICE : PlacesEncoding.NONE,
                salient ? GapStatistics.MAX_RICE_PARAMETER : 0,
                salient ? 100 * weights : 0);
    }
}
