package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.quantpack.PackageMetadata;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
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
    private static final String EXTENSION = ".safetensors";

    private final ExportContext context;
    private final Checkpoint source;
    private final ExportPlan plan;
    private final String recipeJson;
    private final Map<String, ShardFile.WrittenArray> arrays = new HashMap<>();
    private final Map<String, String> fileOf = new TreeMap<>();
    private final Map<String, Long> restored = new HashMap<>();
    private final List<PackedTensor> packed = new ArrayList<>();

    /**
     * @param files every file with its digest
     * @param weightBytes of all arrays
     */
    record Written(List<ExportReceipt.WrittenFile> files, long weightBytes) {}

    FolderWriter(ExportContext context, Checkpoint source, ExportPlan plan) {
        this.context = context;
        this.source = source;
        this.plan = plan;
        this.recipeJson = RecipeCodec.write(plan.options().recipe());
    }

    Written write() throws IOException {
        Map<String, String> sourceSha256;
        try (DigestThread digests = new DigestThread(source.folder(), source.weightFiles())) {
            for (String file : source.weightFiles()) {
                writeShard(file, digests);
            }
            sourceSha256 = digests.all();
        }
        List<String> files = new ArrayList<>(writtenWeightFiles());
        files.addAll(writeIndex());
        for (String file : plan.companionFiles()) {
            writeCompanion(file);
            files.add(file);
        }
        if (isPackage()) {
            String text =
                    PackageMetadata.forPeople(
                            recipeJson, plan.options().toolVersion(), sourceSha256, packed);
            writeFile(PackageMetadata.FILE, text.getBytes(StandardCharsets.UTF_8));
            files.add(PackageMetadata.FILE);
        }
        return verified(files);
    }

    private boolean isPackage() {
        return plan.options().format() == ExportFormat.PACKAGE;
    }

    private List<String> writtenWeightFiles() {
        return source.weightFiles().stream().map(FolderWriter::writtenName).toList();
    }

    /**
     * The source's name where any reader finds it: with the extension, which a blob of a download
     * cache lacks, and in the folder itself, where an index may name sub-folders.
     */
    static String writtenName(String weightFile) {
        String flat = weightFile.replace('/', '-');
        return flat.endsWith(EXTENSION) ? flat : flat + EXTENSION;
    }

    private void writeShard(String file, DigestThread digests) throws IOException {
        List<PlannedTensor> tensors =
                AlignedOrder.of(
                        plan.tensors().stream()
                                .filter(planned -> planned.tensor().file().equals(file))
                                .toList());
        String written = writtenName(file);
        ShardHeader header =
                new ShardHeader(file, tensors, recipeJson, plan.options().toolVersion());
        try (ShardFile shard =
                new ShardFile(context.folder(), written, header.capacityBytes(isPackage()))) {
            ShardTensors writer = new ShardTensors(context, source, shard);
            try {
                for (PlannedTensor planned : tensors) {
                    context.cancellation().check();
                    writer.write(planned);
                }
                String sha256 = digests.sha256(file);
                Map<String, String> metadata =
                        isPackage()
                                ? header.ofPackage(sha256, writer.packed())
                                : header.provenance(sha256);
                context.queue().submit(() -> shard.finish(metadata));
            } finally {
                // The shard must not be closed under the thread that writes it.
                context.queue().await();
            }
            arrays.putAll(shard.arrays());
            shard.arrays().keySet().forEach(array -> fileOf.put(array, written));
            packed.addAll(writer.packed());
            restored.putAll(writer.restored());
        }
    }

    private List<String> writeIndex() throws IOException {
        List<String> files = writtenWeightFiles();
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
        if (!isPackage() && file.equals(CONFIG)) {
            writeFile(file, FolderJson.withDtype(Files.readAllBytes(from), plan.options().dtype()));
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
            new ExportVerifier(context).verify(plan, arrays, restored);
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
