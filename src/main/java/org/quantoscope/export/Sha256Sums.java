package org.quantoscope.export;

import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@value #FILE} of an exported folder: the SHA-256 of every other file in it, one a line,
 * as {@code sha256sum --check} reads it.
 */
final class Sha256Sums {
    static final String FILE = "quantoscope.sha256";

    /** A model has a few files, or some thousand shards. */
    private static final long MOST_BYTES = 1 << 26;

    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-f]{64}) [ *](.+)");

    private Sha256Sums() {}

    /** Writes and forces the list of {@code files}, and returns it as one of them. */
    static ExportReceipt.WrittenFile write(Path folder, List<ExportReceipt.WrittenFile> files)
            throws IOException {
        StringBuilder text = new StringBuilder();
        for (ExportReceipt.WrittenFile file : files) {
            String name = escaped(file.name());
            text.append(name.equals(file.name()) ? "" : "\\")
                    .append(file.sha256())
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve(FILE);
        Files.write(path, bytes, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        String sha256 = FileDigest.sha256(path, Cancellation.none());
        return new ExportReceipt.WrittenFile(FILE, bytes.length, sha256);
    }

    /**
     * The digests that a folder records, by file, in the order of the list; empty where there is no
     * list.
     *
     * @throws IOException that names the line where it is no such list
     */
    static Map<String, String> read(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        Map<String, String> sums = new LinkedHashMap<>();
        if (!Files.isRegularFile(path)) {
            return sums;
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException(path + ": is larger than any list of an export's files");
        }
        int number = 0;
        for (String line : Files.readString(path).split("\n", -1)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                boolean escaped = !matcher.group(1).isEmpty();
                String name = escaped ? unescaped(matcher.group(3)) : matcher.group(3);
                if (sums.put(name, matcher.group(2)) != null) {
                    throw new IOException(path + ": line " + number + " names a file twice");
                }
            } else if (!line.isEmpty()) {
                throw new IOException(path + ": line " + number + " is no digest and name");
            }
        }
        return sums;
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String name) {
        return Pattern.compile("\\\\([nr\\\\])")
                .matcher(name)
                .replaceAll(found ->
                        switch (found.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> "\\\\";
                        });
    }
}
