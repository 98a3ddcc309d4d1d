package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.checkpoint.safetensors.FolderJson;
import org.quantoscope.recipe.RecipeCodec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes and verifies all files of one export in its unfinished folder: weights, index, companions,
 * description.
 */
final class FolderWriter {
    private static final String CONFIG = "config.json";
    private static final String SHA256_PLACEHOLDER = "0".repeat(64);

    private final ExportContext context;
    private final Checkpoint source;
    private final ExportPlan plan;
    private final FolderFiles folder;
    private final String recipeJson;
    private final Map<String, ShardFile.WrittenArray> arrays = new HashMap<>();
    private final Map<String, String> fileOf = new TreeMap<>();
    private final Map<String, Long> restored = new HashMap<>();
    private final List<PackedShard> packed = new ArrayList<>();

    /**
     * @param files every file with its digest
     * @param weightBytes of all arrays
     */
    record Written(List<ExportReceipt.WrittenFile> files, long weightBytes) {}

    FolderWriter(ExportContext context, Checkpoint source, ExportPlan plan, FolderFiles folder) {
        this.context = context;
        this.source = source;
        this.plan = plan;
        this.folder = folder;
        this.recipeJson = RecipeCodec.write(plan.options().recipe());
    }

    Written write() throws IOException {
        Map<String, String> sourceSha256;
        try (DigestThread digests = new DigestThread(source.folder(), source.weightFiles())) {
            for (FolderFiles.Shard shard : folder.shards()) {
                writeShard(shard, digests);
            }
            sourceSha256 = digests.all();
        }
        List<String> files = new ArrayList<>(folder.names());
        files.addAll(writeIndex());
        for (String file : plan.companionFiles()) {
            writeCompanion(file);
            files.add(file);
        }
        Map<String, byte[]> own = folder.kind().ownFiles(plan, sourceSha256, packed);
        for (Map.Entry<String, byte[]> file : new TreeMap<>(own).entrySet()) {
            writeFile(file.getKey(), file.getValue());
            files.add(file.getKey());
        }
        return verified(files);
    }

    private void writeShard(FolderFiles.Shard planned, DigestThread digests) throws IOException {
        Map<String, String> unknown = new TreeMap<>();
        planned.sources().forEach(file -> unknown.put(file, SHA256_PLACEHOLDER));
        long headerBytes = folder.kind().headerBytes(planned.tensors(), provenance(unknown));
        try (ShardFile shard = new ShardFile(context.folder(), planned.name(), headerBytes)) {
            PackedShard codes = folder.kind().open(context, shard);
            ShardTensors writer = new ShardTensors(context, source, shard, codes);
            try {
                for (PlannedTensor tensor : planned.tensors()) {
                    context.cancellation().check();
                    writer.write(tensor);
                }
                codes.flush(0);
                Map<String, String> sha256 = new TreeMap<>();
                for (String file : planned.sources()) {
                    sha256.put(file, digests.of(file));
                }
                Map<String, String> metadata = codes.metadata(provenance(sha256));
                context.queue().submit(() -> shard.finish(metadata));
            } finally {
                // The shard must not be closed under the thread that writes it.
                try {
                    context.queue().await();
                } finally {
                    codes.close();
                }
            }
            arrays.putAll(shard.arrays());
            shard.arrays().keySet().forEach(array -> fileOf.put(array, planned.name()));
            packed.add(codes);
            restored.putAll(writer.restored());
        }
    }

    private Map<String, String> provenance(Map<String, String> sourceSha256) {
        Map<String, String> provenance =
                new TreeMap<>(
                        PackageMetadata.provenance(
                                recipeJson, plan.options().toolVersion(), sourceSha256));
        SourceReference.of(source)
                .ifPresent(text -> provenance.put(PackageMetadata.REFERENCE_KEY, text));
        return provenance;
    }

    private List<String> writeIndex() throws IOException {
        List<String> files = folder.names();
        if (files.size() == 1 && !files.getFirst().contains("-of-")) {
            return List.of();
        }
        String name = FolderJson.indexName(files);
        String text = FolderJson.index(fileOf, weightBytes());
        writeFile(name, text.getBytes(StandardCharsets.UTF_8));
        return List.of(name);
    }

    private long weightBytes() {
        return arrays.values().stream().mapToLong(ShardFile.WrittenArray::bytes).sum();
    }

    private void writeCompanion(String file) throws IOException {
        Path from = source.folder().resolve(file);
        if (file.equals(CONFIG)) {
            writeFile(file, folder.kind().config(Files.readAllBytes(from), plan));
            return;
        }
        // Streamed: nothing bounds what lies beside a model.
        try (InputStream in = Files.newInputStream(from);
                OutputStream out =
                        Files.newOutputStream(
                                context.folder().resolve(file), StandardOpenOption.CREATE_NEW)) {
            byte[] block = new byte[1 << 16];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                context.cancellation().check();
                out.write(block, 0, count);
            }
        }
        force(file);
    }

    private void writeFile(String name, byte[] bytes) throws IOException {
        context.cancellation().check();
        Files.write(context.folder().resolve(name), bytes, StandardOpenOption.CREATE_NEW);
        force(name);
    }

    private void force(String name) throws IOException {
        Path path = context.folder().resolve(name);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private Written verified(List<String> files) throws IOException {
        Map<String, String> sha256 = new LinkedHashMap<>();
        try (DigestThread digests = new DigestThread(context.folder(), files)) {
            new ExportVerifier(context).verify(plan, folder.kind(), arrays, restored);
            sha256.putAll(digests.all());
        }
        List<ExportReceipt.WrittenFile> written = new ArrayList<>();
        for (String file : files) {
            long bytes = Files.size(context.folder().resolve(file));
            written.add(new ExportReceipt.WrittenFile(file, bytes, sha256.getOrDefault(file, "")));
        }
        return new Written(written, weightBytes());
    }
}
