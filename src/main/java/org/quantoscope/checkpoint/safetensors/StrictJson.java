package org.quantoscope.checkpoint.safetensors;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A cursor over JSON that somebody else wrote: strict UTF-8, standard JSON, one value, shallow;
 * every refusal names the file and the byte.
 *
 * <p>Values are handed out as they are met, so nothing is allocated for what the text merely
 * announces. Checking for duplicate keys is left to the caller, who keeps the keys.
 */
final class StrictJson implements AutoCloseable {
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(100)
                    .maxNameLength((int) CheckpointLimits.MAX_HEADER_BYTES)
                    .maxStringLength((int) CheckpointLimits.MAX_HEADER_BYTES)
                    .build();

    private static final JsonFactory STANDARD =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(LIMITS)
                    .build();

    /** As Python's json module writes: Infinity and NaN are numbers (Mamba's time_step_limit). */
    private static final JsonFactory PYTHON =
            STANDARD.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final Path file;
    private final long firstByte;
    private final Reason syntaxReason;
    private final JsonParser parser;

    private StrictJson(
            JsonFactory dialect,
            Path file,
            byte[] utf8,
            long firstByte,
            Reason syntaxReason,
            Reason encodingReason)
            throws MalformedCheckpointException {
        this.file = file;
        this.firstByte = firstByte;
        this.syntaxReason = syntaxReason;
        int malformed = Utf8.firstMalformed(utf8);
        if (malformed >= 0) {
            throw refuse(encodingReason, "", "not UTF-8", malformed);
        }
        this.parser = dialect.createParser(ObjectReadContext.empty(), utf8);
    }

    /** The header {@code utf8}, which follows the length in {@code file}. */
    static StrictJson ofHeader(Path file, byte[] utf8) throws MalformedCheckpointException {
        return new StrictJson(
                STANDARD,
                file,
                utf8,
                SafetensorsLayout.LENGTH_BYTES,
                Reason.HEADER_NOT_JSON,
                Reason.HEADER_NOT_UTF8);
    }

    /** An index, refused as such. */
    static StrictJson ofIndex(Path file) throws IOException {
        Reason reason = Reason.BAD_INDEX;
        byte[] text = readText(file, CheckpointLimits.MAX_INDEX_BYTES, reason);
        return new StrictJson(STANDARD, file, text, 0, reason, reason);
    }

    /** A configuration, refused as such. */
    static StrictJson ofConfig(Path file) throws IOException {
        Reason reason = Reason.BAD_CONFIG;
        byte[] text = readText(file, CheckpointLimits.MAX_CONFIG_BYTES, reason);
        return new StrictJson(PYTHON, file, text, 0, reason, reason);
    }

    /** Next token; refuses the text where there is none or it is not JSON. */
    JsonToken next() throws MalformedCheckpointException {
        JsonToken token = nextOrEnd();
        if (token == null) {
            throw refuse(syntaxReason, "", "the JSON ends too early");
        }
        return token;
    }

    /** Whether the cursor is at such a token. */
    boolean at(JsonToken token) {
        return parser.currentToken() == token;
    }

    /** Key of the next member of the object under the cursor, or {@code null} at its end. */
    @Nullable String nextKey() throws MalformedCheckpointException {
        return next() == JsonToken.END_OBJECT ? null : parser.currentName();
    }

    /** Text of the string under the cursor. */
    String string() throws MalformedCheckpointException {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /**
     * Value of the integer under the cursor; empty if it is above or below what a {@code long}
     * holds.
     */
    OptionalLong integer() throws MalformedCheckpointException {
        try {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? OptionalLong.empty()
                    : OptionalLong.of(parser.getLongValue());
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** Moves past the value under the cursor, whatever it is. */
    void skip() throws MalformedCheckpointException {
        try {
            parser.skipChildren();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** Refuses anything but white space after the value that was read. */
    void end() throws MalformedCheckpointException {
        if (nextOrEnd() != null) {
            throw refuse(syntaxReason, "", "more follows the JSON object");
        }
    }

    /** A refusal at the token under the cursor. */
    MalformedCheckpointException refuse(Reason reason, String tensor, String what) {
        return refuse(reason, tensor, what, parser.currentTokenLocation().getByteOffset());
    }

    @Override
    public void close() {
        parser.close();
    }

    private @Nullable JsonToken nextOrEnd() throws MalformedCheckpointException {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private MalformedCheckpointException notJson(JacksonException e) {
        // What follows names settings of the parser, which are no business of the reader.
        String why =
                e.getOriginalMessage()
                        .lines()
                        .findFirst()
                        .orElse("unreadable")
                        .replaceFirst(" \\((\\d+), from `.*", " $1")
                        .replaceFirst("(?: \\(start marker|, from `|: enable `|: maybe a ).*", "");
        return refuse(
                syntaxReason,
                "",
                "not JSON: " + MalformedCheckpointException.printable(why),
                e.getLocation() == null ? 0 : e.getLocation().getByteOffset());
    }

    private MalformedCheckpointException refuse(
            Reason reason, String tensor, String what, long textByte) {
        return new MalformedCheckpointException(
                reason, file, OptionalLong.of(firstByte + Math.max(0, textByte)), tensor, what);
    }

    private static byte[] readText(Path file, long mostBytes, Reason reason) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text =
                    Files.size(file) > mostBytes ? new byte[0] : in.readNBytes((int) mostBytes);
            if (in.read() != -1) {
                throw new MalformedCheckpointException(
                        reason,
                        file,
                        OptionalLong.empty(),
                        "",
                        "longer than " + mostBytes + " bytes");
            }
            return text;
        }
    }
}
