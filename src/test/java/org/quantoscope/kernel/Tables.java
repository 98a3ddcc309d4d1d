package org.quantoscope.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Parameter tables of all schemes and widths for a row. */
final class Tables {
    private Tables() {}

    /**
     * Tables of both classes of one row.
     *
     * @param others of the non-salient class
     * @param salient of the salient class
     */
    record Pair(CodeTable others, CodeTable salient) {}

    static List<Pair> of(float[] values, int[] groupSizes) {
        Random random = new Random(values.length);
        List<Pair> pairs = new ArrayList<>();
        int turn = 0;
        for (int groupSize : groupSizes) {
            for (int bits : new int[] {2, 3, 4, 5, 6, 8}) {
                int group = groupSize;
                CodeTable others = table(values, group, bits, turn % 3, random);
                boolean perRow = turn % 2 == 1;
                CodeTable salient =
                        table(
                                values,
                                perRow ? Math.max(1, values.length) : group,
                                bits,
                                turn % 4,
                                random);
                pairs.add(new Pair(others, salient));
                turn++;
            }
        }
        return pairs;
    }

    /**
     * Kinds: 0 affine, 1 symmetric, 2 zero-point, 3 two lobes. Some scales are 0, some ranges too
     * narrow.
     */
    private static CodeTable table(
            float[] values, int groupSize, int bits, int kind, Random random) {
        int groups = values.length / groupSize + 1;
        CodeTable table = new CodeTable(groups);
        table.size = groups;
        table.groupSize = groupSize;
        table.lobes = kind == 3;
        table.codeCount = 1 << bits;
        table.signBit = 1 << (bits - 1);
        int top = (1 << bits) - 1;
        for (int i = 0; i < groups; i++) {
            float scale =
                    Math.max(
                            Math.abs(
                                    values.length == 0 ? 1 : values[random.nextInt(values.length)]),
                            1e-9f);
            scale =
                    random.nextInt(12) == 0
                            ? 0f
                            : Math.min(scale / (1 + random.nextInt(top)), 1e36f);
            // Stored offsets are never -0.
            float offset = (random.nextInt(5) - 3) * scale * 0.7f + 0f;
            switch (kind) {
                case 0 -> table.set(i, scale, offset, 0, top);
                case 1 -> table.set(i, scale, 0, -table.signBit, table.signBit - 1f);
                case 2 -> {
                    float zero = random.nextInt(top + 1);
                    table.set(i, scale, 0, -zero, top - zero);
                }
                default -> table.set(i, scale, Math.abs(offset), 0, table.signBit - 1f);
            }
        }
        return table;
    }
}
