package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.checkpoint.gguf.GgufModel;
import org.quantoscope.checkpoint.gguf.GgufValue;
import org.quantoscope.checkpoint.gguf.GgufWriter;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes and verifies the files of one GGUF export in its unfinished folder. */
final class GgufExport {
    private static final String EXTENSION = ".gguf";

    /** So much is on its way to the disk while more is computed. */
    private static final long FORCED_BYTES = 128L << 20;

    private final ExportContext context;
    private final Checkpoint source;
    private final ExportPlan plan;
    private final GgufPlan gguf;

    GgufExport(ExportContext context, Checkpoint source, ExportPlan plan, GgufPlan gguf) {
        this.context = context;
        this.source = source;
        this.plan = plan;
        this.gguf = gguf;
    }

    FolderWriter.Written write() throws IOException {
        Map<String, String> unknown = new TreeMap<>();
        source.weightFiles().forEach(file -> unknown.put(file, FileDigest.CRC32C_PLACEHOLDER));
        List<GgufPart> parts = new ArrayList<>();
        try {
            for (int number = 0; number < gguf.parts().size(); number++) {
                parts.add(
                        new GgufPart(
                                context.folder().resolve(fileName(number)),
                                metadata(number, unknown),
                                entries(number)));
            }
            return receipts(parts, writeAll(parts));
        } finally {
            // No part may be closed under the thread that forces it.
            parts.forEach(GgufPart::giveUp);
            try {
                context.queue().await();
            } finally {
                for (GgufPart part : parts) {
                    part.close();
                }
            }
        }
    }

    /** Writes, forces and reads back, all at the same time; gives the digests of the files. */
    private List<String> writeAll(List<GgufPart> parts) throws IOException {
        try (DigestThread digests =
                        new DigestThread(
                                source.folder(), source.weightFiles(), FileDigest::crc32c);
                GgufReadBack readBack =
                        new GgufReadBack(
                                context,
                                parts,
                                number ->
                                        parts.get(number)
                                                .writeHeader(
                                                        metadata(
                                                                number,
                                                                new TreeMap<>(digests.all()))),
                                plan.bytesBefore())) {
            for (int number = 0; number < parts.size(); number++) {
                writeTensors(parts.get(number), number);
            }
            List<String> sha256 = readBack.sha256();
            for (GgufPart part : parts) {
                context.queue().submit(part::force);
            }
            context.queue().await();
            return sha256;
        }
    }

    private Map<String, GgufValue> metadata(int number, Map<String, String> sourceDigests) {
        Map<String, String> provenance =
                new TreeMap<>(
                        PackageMetadata.provenance(
                                RecipeCodec.write(plan.options().recipe()),
                                plan.options().toolVersion(),
                                sourceDigests));
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
        int index = 0;
        if (number == 0) {
            for (GgufModel.Computed vector : gguf.model().computed()) {
                write(part, index++, vector);
            }
        }
        long forced = 0;
        for (GgufPlan.Target target : gguf.parts().get(number)) {
            context.cancellation().check();
            TensorInfo tensor = target.planned().tensor();
            GgufTensorWriter writer = new GgufTensorWriter(context, part, index++, target);
            if (target.copied()) {
                writer.writeCopied(source.bytes(tensor));
            } else {
                TensorView original = source.view(tensor);
                TensorView view = target.order().inFileOrder(original);
                switch (target.planned().spec()) {
                    case QuantizationSpec spec when spec.layout().blocks().isPresent() ->
                            writer.writeBlocks(view, spec.layout().blocks().get());
                    case QuantizationSpec spec -> writer.writeRestored(original, view, spec);
                    case TensorSpec.Store store -> writer.writeValues(view);
                    case TensorSpec.Keep keep -> writer.writeValues(view);
                }
            }
            if (part.begin(index) - forced >= FORCED_BYTES) {
                forced = part.begin(index);
                context.queue().submit(part::force);
            }
        }
    }

    private static void write(GgufPart part, int index, GgufModel.Computed vector)
            throws IOException {
        ByteStream bytes = new ByteStream(Float.BYTES * vector.values().size());
        vector.values().forEach(value -> bytes.put(Float.floatToRawIntBits(value), Float.BYTES));
        GgufPart.Tensor target = part.open(index, 1);
        target.write(0, 0, bytes.array(), bytes.size());
        target.end();
    }

    private FolderWriter.Written receipts(List<GgufPart> parts, List<String> sha256)
            throws IOException {
        Map<String, GgufPart.Written> written = new LinkedHashMap<>();
        parts.forEach(part -> written.putAll(part.tensors()));
        new GgufVerifier(context, plan).verify(fileName(0), written);
        List<ExportReceipt.WrittenFile> receipts = new ArrayList<>();
        for (int number = 0; number < parts.size(); number++) {
            GgufPart part = parts.get(number);
            long bytes = part.begin(part.size());
            receipts.add(
                    new ExportReceipt.WrittenFile(fileName(number), bytes, sha256.get(number)));
        }
        long weightBytes =
                written.values().stream().mapToLong(each -> each.entry().byteCount()).sum();
        return new FolderWriter.Written(receipts, weightBytes);
    }
}
