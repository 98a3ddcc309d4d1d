package org.quantoscope.checkpoint.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Codes in words: what is packed is what the readers find. */
class CodeWordsTest {
    @ParameterizedTest
    @CsvSource({"2, 33", "3, 32", "3, 97", "4, 8", "5, 31", "6, 64", "7, 65", "8, 5"})
    void packsCodesWhereTheReaderLooksForThem(int bits, int count) {
        byte[] codes = new byte[3 * count];
        new Random(bits).nextBytes(codes);
        int[] words = new int[CodeWords.count(count, bits)];
        CodeWords.pack(codes, 1, 3, count, bits, words);
        BitStream stream = new BitStream(MemorySegment.ofArray(words), bits, false);
        for (int i = 0; i < count; i++) {
            assertThat(stream.code(0, 1, i)).isEqualTo(codes[1 + 3 * i] & (1 << bits) - 1);
        }
    }

    @Test
    void putsCodesOfThreeBitsAcrossTheBordersOfWords() {
        byte[] codes = new byte[32];
        codes[10] = 5;
        int[] words = new int[3];
        CodeWords.pack(codes, 0, 1, 32, 3, words);
        // Code 10 begins at bit 30: its low bits 01 end the first word, 1 begins the second.
        assertThat(words).containsExactly(0x40000000, 1, 0);
    }
}
