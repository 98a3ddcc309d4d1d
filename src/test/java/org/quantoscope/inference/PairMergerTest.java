package org.quantoscope.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.model.MergeTable;
import org.quantoscope.checkpoint.model.TokenizerTables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class PairMergerTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergesAsIfItLookedForTheBestPairEveryTime(long seed) {
        Random random = new Random(seed);
        MergeTable table = TokenizerTables.random(random, 300);
        PairMerger merger = new PairMerger(table);
        for (int length = 0; length < 200; length++) {
            int[] ids = random.ints(length, 0, 4).toArray();
            List<Integer> expected = slowly(table, ids);
            int left = merger.merge(ids, length);
            assertThat(Arrays.stream(ids).limit(left).boxed().toList()).isEqualTo(expected);
        }
    }

    private static List<Integer> slowly(MergeTable table, int[] ids) {
        List<Integer> list = new ArrayList<>(Arrays.stream(ids).boxed().toList());
        while (true) {
            long best = Long.MAX_VALUE;
            int place = -1;
            for (int at = 0; at + 1 < list.size(); at++) {
                long merge = table.find(list.get(at), list.get(at + 1));
                if (merge != MergeTable.NONE && merge >>> 32 < best) {
                    best = merge >>> 32;
                    place = at;
                }
            }
            if (place < 0) {
                return list;
            }
            list.set(place, (int) table.find(list.get(place), list.get(place + 1)));
            list.remove(place + 1);
        }
    }
}
