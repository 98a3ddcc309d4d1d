package org.quantoscope.inference;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.TokenizerDefinition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Tokens by id and by text: what a piece begins as, and what bytes a token stands for. */
final class Vocabulary {
    private static final String MARK = "▁";
    private static final int NONE = -1;

    private final TokenizerDefinition definition;
    private final List<String> tokens;
    private final Map<String, Integer> ids = new HashMap<>();

    /** Ids of single characters of the basic plane; bytes' spellings are among them. */
    private final int[] characters = new int[1 << 16];

    private final int[] fallback = new int[256];

    Vocabulary(TokenizerDefinition definition) {
        this.definition = definition;
        this.tokens = definition.tokens();
        for (int id = 0; id < tokens.size(); id++) {
            ids.putIfAbsent(tokens.get(id), id);
        }
        definition.added().stream()
                .filter(token -> !token.mergeable())
                .forEach(token -> ids.remove(token.text()));
        Arrays.fill(characters, NONE);
        tokens.stream()
                .filter(token -> token.length() == 1)
                .forEach(token -> characters[token.charAt(0)] = id(token));
        boolean whole = definition.byteFallback();
        for (int b = 0; b < 256; b++) {
            fallback[b] = id(String.format("<0x%02X>", b));
            whole &= fallback[b] != NONE;
        }
        if (!whole) {
            Arrays.fill(fallback, NONE);
        }
    }

    int size() {
        return tokens.size();
    }

    /** The token that a whole piece is, or -1. */
    int piece(String piece) {
        return id(
                definition.byteLevel()
                        ? ByteAlphabet.spell(piece.getBytes(StandardCharsets.UTF_8))
                        : piece);
    }

    /**
     * The tokens of a piece's bytes or characters, before any merge.
     *
     * @param to has room for as many as the piece has bytes of UTF-8
     * @return how many they are
     */
    int begin(String piece, int[] to) {
        return definition.byteLevel() ? beginBytes(piece, to) : beginCharacters(piece, to);
    }

    private int beginBytes(String piece, int[] to) {
        int count = 0;
        boolean unknown = false;
        for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
            int id = characters[ByteAlphabet.character(b & 0xff)];
            count = id == NONE ? putUnknown(to, count, unknown) : put(to, count, id);
            unknown = id == NONE;
        }
        return count;
    }

    private int beginCharacters(String piece, int[] to) {
        int count = 0;
        boolean unknown = false;
        for (int at = 0; at < piece.length(); ) {
            int point = piece.codePointAt(at);
            int end = at + Character.charCount(point);
            int id = end - at == 1 ? characters[point] : id(piece.substring(at, end));
            boolean isUnknown = id == NONE && fallback[0] == NONE;
            if (isUnknown) {
                count = putUnknown(to, count, unknown);
            } else if (id == NONE) {
                for (byte b : piece.substring(at, end).getBytes(StandardCharsets.UTF_8)) {
                    count = put(to, count, fallback[b & 0xff]);
                }
            } else {
                count = put(to, count, id);
            }
            unknown = isUnknown;
            at = end;
        }
        return count;
    }

    private int putUnknown(int[] to, int count, boolean again) {
        boolean fused = again && definition.fusesUnknown();
        return definition.unknown().isEmpty() || fused
                ? count
                : put(to, count, definition.unknown().getAsInt());
    }

    private static int put(int[] to, int count, int id) {
        to[count] = id;
        return count + 1;
    }

    private int id(String token) {
        @Nullable Integer id = ids.get(token);
        return id == null ? NONE : id;
    }

    /**
     * The bytes of UTF-8, perhaps a part of a character, that a token stands for.
     *
     * @throws IndexOutOfBoundsException if there is no such token
     */
    byte[] bytes(int id) {
        String token = tokens.get(id);
        if (definition.byteLevel()) {
            return ByteAlphabet.bytes(token);
        }
        boolean isByte = token.length() == 6 && token.startsWith("<0x") && token.endsWith(">");
        return isByte
                        && HexFormat.isHexDigit(token.charAt(3))
                        && HexFormat.isHexDigit(token.charAt(4))
                ? HexFormat.of().parseHex(token.substring(3, 5))
                : token.replace(MARK, " ").getBytes(StandardCharsets.UTF_8);
    }
}
