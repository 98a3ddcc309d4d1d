package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

class VerifyCommandTest {
    private static final String GGUF = "src/test/resources/gguf/stories260k-%s.gguf";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "package, --format=package --bits=3 --alpha=0.02",
        "plain, --format=dequantized",
        "plain-bf16, --format=dequantized --dtype=bf16 --preset=rtn",
        "blocks.gguf, --format=gguf --type=q4_0",
        "restored.gguf, --format=gguf --dtype=f16 --bits=5",
        "parts, --format=gguf --type=q8_0 --shard-size=90KB",
        "shards, --format=dequantized --dtype=f16 --shard-size=150KB",
        "packed-shards, --format=package --shard-size=40KB",
        "compressed, --format=compressed-tensors --group-size=32",
        "compressed-8, --format=compressed-tensors --bits=8 --group-size=32 --shard-size=100KB",
        "gptq, --format=gptq --group-size=32",
        "gptq-rows, --format=gptq --group-size=64",
        "awq, --format=awq --group-size=32",
        "awq-shards, --format=awq --group-size=64 --shard-size=100KB"
    })
    void anExportAsItWasWrittenHasNoFault(String name, String options) throws IOException {
        Path out = exported(STORIES, name, options);
        CommandRun reread = CommandRun.of("verify", out.toString());
        assertThat(reread.exitCode()).as(reread.err()).isZero();
        assertThat(reread.out())
                .contains("47 of 47 tensors were read", "not checked  whether", "No fault");
        CommandRun again = CommandRun.of("verify", out.toString(), "--source", STORIES);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out())
                .contains("the source's weight files have the digests", "byte for byte");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("the second copy is gone").containsExactly(out);
        }
    }

    @Test
    void anExportOfAQuantizedSourceIsComputedAgainToo() throws IOException {
        String source = GGUF.formatted("Q4_1");
        Path out = exported(source, "again.gguf", "--format=gguf --type=q4_0");
        CommandRun run = CommandRun.of("verify", out.toString(), "--source", source);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("byte for byte");
    }

    @Test
    void theListOfDigestsIsNotCarriedIntoAnotherExport() throws IOException {
        Path out = exported(STORIES, "first", "--format=dequantized");
        Path second = exported(out.toString(), "second", "--format=dequantized");
        CommandRun run = CommandRun.of("verify", second.toString(), "--source", out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "tokenizer.json", "quantoscope.json"})
    void everyFileThatChangedIsNamed(String file) throws IOException {
        Path out = exported(STORIES, "package", "--format=package");
        byte[] bytes = Files.readAllBytes(out.resolve(file));
        bytes[bytes.length - 3] ^= 1;
        Files.write(out.resolve(file), bytes);
        CommandRun run = CommandRun.of("verify", out.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("4 of 5 files have the SHA-256", "FAULT        " + file)
                .doesNotContain("No fault");
        assertThat(run.errorLine()).contains(out.toString(), file + ": its SHA-256 is");
    }

    @Test
    void eachFaultHasALine() throws IOException {
        Path out = exported(STORIES, "package", "--format=package");
        Files.delete(out.resolve("tokenizer.json"));
        Files.writeString(out.resolve("config.json"), "{}");
        Files.writeString(out.resolve("notes.txt"), "mine");
        CommandRun run = CommandRun.of("verify", out.toString());
        assertThat(run.out().lines().filter(line -> line.startsWith("FAULT"))).hasSize(2);
        assertThat(run.out())
                .contains(
                        "tokenizer.json: is recorded, but missing",
                        "notes.txt: no SHA-256 is recorded of it");
        assertThat(run.errorLine()).contains("2 faults; the first: config.json");
    }

    @Test
    void changedBytesUnderAForgedDigestAreFoundWithTheSource() throws IOException {
        Path out = exported(STORIES, "plain", "--format=dequantized");
        Path weights = out.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 2] ^= 1;
        Files.write(weights, bytes);
        forgeDigest(out);
        assertThat(CommandRun.of("verify", out.toString()).exitCode()).isZero();
        CommandRun run = CommandRun.of("verify", out.toString(), "--source", STORIES);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("46 of 47 arrays", "differs from what was computed again, first in row")
                .contains("FAULT        quantoscope.sha256: differs");
    }

    @Test
    void aBlockAndAWordOfAGgufThatChangedAreFoundWithTheSource() throws IOException {
        Path out = exported(STORIES, "a.gguf", "--format=gguf --type=q4_0");
        byte[] honest = Files.readAllBytes(out);
        byte[] bytes = honest.clone();
        bytes[bytes.length - 40] ^= 16;
        Files.write(out, bytes);
        CommandRun block = CommandRun.of("verify", out.toString(), "--source", STORIES);
        assertThat(block.exitCode()).isEqualTo(1);
        assertThat(block.errorLine()).contains("a.gguf: ", "differs from what was computed again");
        bytes = honest.clone();
        int word = indexOf(bytes, "<0x41>");
        bytes[word + 4] = '2';
        Files.write(out, bytes);
        CommandRun header = CommandRun.of("verify", out.toString(), "--source", STORIES);
        assertThat(header.exitCode()).isEqualTo(1);
        assertThat(header.errorLine()).contains("a.gguf: differs from what was computed again");
    }

    @Test
    void saysWhichMetadataChanged() throws IOException {
        Path out = exported(STORIES, "a.gguf", "--format=gguf --type=q4_0");
        byte[] bytes = Files.readAllBytes(out);
        int name = indexOf(bytes, "stories260k");
        bytes[name] = 'S';
        Files.write(out, bytes);
        CommandRun run = CommandRun.of("verify", out.toString(), "--source", STORIES);
        assertThat(run.errorLine())
                .containsOnlyOnce(".gguf: ")
                .contains("metadata general.name differ");
    }

    @Test
    void anotherSourceIsNotCompared() throws IOException {
        Path out = exported(STORIES, "package", "--format=package");
        Path other = Files.createDirectory(folder.resolve("other"));
        try (Stream<Path> files = Files.list(Path.of(STORIES))) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(file.getFileName()));
            }
        }
        byte[] bytes = Files.readAllBytes(other.resolve("model.safetensors"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(other.resolve("model.safetensors"), bytes);
        CommandRun run = CommandRun.of("verify", out.toString(), "--source", other.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine())
                .contains("source model.safetensors: its digest is", "the export was made from");
    }

    @Test
    void whatIsNoExportIsReadAndSaidToBeNone() {
        CommandRun run = CommandRun.of("verify", STORIES);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("there is no quantoscope.sha256", "no recipe is embedded");
        CommandRun again = CommandRun.of("verify", STORIES, "--source", STORIES);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errorLine()).contains("no recipe is embedded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no digest\n", "00  config.json\n", "\\\n"})
    void aListThatIsNoneIsRefusedByLine(String text) throws IOException {
        Path out = exported(STORIES, "package", "--format=package");
        Files.writeString(out.resolve("quantoscope.sha256"), text);
        CommandRun run = CommandRun.of("verify", out.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("quantoscope.sha256: line 1");
    }

    @Test
    void aListThatLeavesTheFolderReadsNothingThere() throws IOException {
        Path out = exported(STORIES, "package", "--format=package");
        Files.writeString(folder.resolve("secret"), "x");
        Files.writeString(out.resolve("quantoscope.sha256"), "0".repeat(64) + "  ../secret\n");
        CommandRun run = CommandRun.of("verify", out.toString());
        assertThat(run.errorLine()).contains("../secret: is recorded, but lies outside the folder");
    }

    @Test
    void failsForAPathThatIsNotThere() throws IOException {
        Path out = exported(STORIES, "package", "--format=package");
        String missing = folder.resolve("nothing").toString();
        assertThat(CommandRun.of("verify", missing).errorLine()).contains("nothing: there is no");
        CommandRun run = CommandRun.of("verify", out.toString(), "--source", missing);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("nothing: there is no");
    }

    private Path exported(String source, String name, String options) throws IOException {
        Path out = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of("quantize", source, "-o", out.toString()));
        args.addAll(List.of(options.split(" ")));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return out;
    }

    private static void forgeDigest(Path out) throws IOException {
        Path sums = out.resolve("quantoscope.sha256");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(sums)) {
            lines.add(
                    line.endsWith("model.safetensors")
                            ? sha256(out.resolve("model.safetensors")) + "  model.safetensors"
                            : line);
        }
        Files.writeString(sums, String.join("\n", lines) + "\n");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError(text + " is not there");
    }
}
