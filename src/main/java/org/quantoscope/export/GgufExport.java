package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.checkpoint.gguf.GgufModel;
import org.quantoscope.checkpoint.gguf.GgufValue;
import org.quantoscope.checkpoint.gguf.GgufWriter;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes and verifies the files of one GGUF export in its unfinished folder. */
final class GgufExport {
    private static final String EXTENSION = ".gguf";
    private static final String SHA256_PLACEHOLDER = "0".repeat(64);

    private final ExportContext context;
    private final Checkpoint source;
    private final ExportPlan plan;
    private final GgufPlan gguf;
    private final Map<String, GgufPart.Written> written = new LinkedHashMap<>();

    GgufExport(ExportContext context, Checkpoint source, ExportPlan plan, GgufPlan gguf) {
        this.context = context;
        this.source = source;
        this.plan = plan;
        this.gguf = gguf;
    }

    FolderWriter.Written write() throws IOException {
        Map<String, String> unknown = new TreeMap<>();
        source.weightFiles().forEach(file -> unknown.put(file, SHA256_PLACEHOLDER));
        List<GgufPart> parts = new ArrayList<>();
        List<String> files = new ArrayList<>();
        try (DigestThread digests = new DigestThread(source.folder(), source.weightFiles())) {
            try {
                for (int number = 0; number < gguf.parts().size(); number++) {
                    files.add(fileName(number));
                    parts.add(
                            new GgufPart(
                                    context.folder().resolve(fileName(number)),
                                    metadata(number, unknown),
                                    entries(number)));
                    writeTensors(parts.getLast(), number);
                }
                Map<String, String> sha256 = new TreeMap<>(digests.all());
                for (int number = 0; number < parts.size(); number++) {
                    GgufPart part = parts.get(number);
                    Map<String, GgufValue> metadata = metadata(number, sha256);
                    context.queue().submit(() -> part.finish(metadata));
                }
            } finally {
                // No part may be closed under the thread that writes it.
                try {
                    context.queue().await();
                } finally {
                    for (GgufPart part : parts) {
                        part.close();
                    }
                }
            }
        }
        parts.forEach(part -> written.putAll(part.tensors()));
        return verified(files);
    }

    private Map<String, GgufValue> metadata(int number, Map<String, String> sourceSha256) {
        Map<String, String> provenance =
                new TreeMap<>(
                        PackageMetadata.provenance(
                                RecipeCodec.write(plan.options().recipe()),
                                plan.options().toolVersion(),
                                sourceSha256));
        provenance.remove("format");
        SourceReference.of(source)
                .ifPresent(text -> provenance.put(PackageMetadata.REFERENCE_KEY, text));
        Map<String, GgufValue> whole = gguf.model().metadata(gguf.mostType(), provenance);
        int count = gguf.parts().size();
        return count == 1
                ? whole
                : GgufModel.ofPart(
                        whole,
                        number,
                        count,
                        gguf.parts().stream().mapToInt(List::size).sum()
                                + gguf.model().computed().size());
    }

    private String fileName(int number) {
        String name = String.valueOf(plan.target().getFileName());
        String stem =
                name.endsWith(EXTENSION)
                        ? name.substring(0, name.length() - EXTENSION.length())
                        : name;
        int count = gguf.parts().size();
        return count == 1
                ? stem + EXTENSION
                : String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", stem, number + 1, count);
    }

    /** Vectors that are computed stand before the tensors of the first file. */
    private List<GgufWriter.Entry> entries(int number) {
        List<GgufWriter.Entry> entries = new ArrayList<>();
        if (number == 0) {
            for (GgufModel.Computed vector : gguf.model().computed()) {
                Shape shape = Shape.of(vector.values().size());
                entries.add(new GgufWriter.Entry(vector.name(), shape, GgmlType.F32));
            }
        }
        gguf.parts().get(number).forEach(target -> entries.add(target.entry()));
        return entries;
    }

    private void writeTensors(GgufPart part, int number) throws IOException {
        if (number == 0) {
            for (GgufModel.Computed vector : gguf.model().computed()) {
                context.queue().submit(() -> write(part, vector));
            }
        }
        for (GgufPlan.Target target : gguf.parts().get(number)) {
            context.cancellation().check();
            TensorInfo tensor = target.planned().tensor();
            GgufTensorWriter writer = new GgufTensorWriter(context, part, target);
            if (target.copied()) {
                writer.writeCopied(source.bytes(tensor));
            } else {
                TensorView view = target.order().inFileOrder(source.view(tensor));
                if (target.planned().spec() instanceof QuantizationSpec spec) {
                    writer.writeQuantized(view, spec);
                } else {
                    writer.writeValues(view);
                }
            }
            context.queue().submit(part::end);
        }
    }

    private static void write(GgufPart part, GgufModel.Computed vector) throws IOException {
        ByteStream bytes = new ByteStream(Float.BYTES * vector.values().size());
        vector.values().forEach(value -> bytes.put(Float.floatToRawIntBits(value), Float.BYTES));
        part.write(bytes.array(), 0, bytes.size());
        part.end();
    }

    private FolderWriter.Written verified(List<String> files) throws IOException {
        Map<String, String> sha256 = new LinkedHashMap<>();
        try (DigestThread digests = new DigestThread(context.folder(), files)) {
            new GgufVerifier(context, plan).verify(files.getFirst(), written);
            sha256.putAll(digests.all());
        }
        List<ExportReceipt.WrittenFile> receipts = new ArrayList<>();
        for (String file : files) {
            long bytes = Files.size(context.folder().resolve(file));
            receipts.add(new ExportReceipt.WrittenFile(file, bytes, sha256.getOrDefault(file, "")));
        }
        long weightBytes =
                written.values().stream().mapToLong(each -> each.entry().byteCount()).sum();
        return new FolderWriter.Written(receipts, weightBytes);
    }
}
