package org.quantoscope.checkpoint.model;

import java.util.Random;

/** Tables of merges for tests. */
public final class TokenizerTables {
    private TokenizerTables() {}

    /** Merges over four letters, each making a token of its own; some ranks are shared. */
    public static MergeTable random(Random random, int merges) {
        MergeTable.Builder table = new MergeTable.Builder();
        int tokens = 4;
        for (int i = 0; i < merges; i++) {
            int left = random.nextInt(tokens);
            int right = random.nextInt(tokens);
            table.add(left, right, i / 3, tokens++);
        }
        return table.build();
    }
}
