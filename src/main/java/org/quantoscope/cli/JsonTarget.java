package org.quantoscope.cli;

import org.quantoscope.work.WholeFile;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * Where {@code --json} goes: a file, or standard output for {@code -}, which then carries nothing
 * else.
 */
record JsonTarget(String where) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Something that writes one JSON value. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json);
    }

    boolean isStandardOutput() {
        return where.equals("-");
    }

    void write(PrintWriter out, Content content) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            content.write(json);
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        text.append('\n');
        if (isStandardOutput()) {
            out.write(text.toString());
            out.flush();
        } else {
            WholeFile.write(Path.of(where), text.toString());
        }
    }

    /** A number with every digit; {@code null} where it is not finite, which JSON cannot say. */
    static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
