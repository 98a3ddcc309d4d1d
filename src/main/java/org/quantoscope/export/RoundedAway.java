package org.quantoscope.export;

import org.quantoscope.tensor.DType;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of all tensors that a narrower type rounds to 0, or stores with fewer digits. */
final class RoundedAway {
    private final Map<DType, Total> totals = new EnumMap<>(DType.class);

    /** Of one type. */
    private static final class Total {
        private long vanishing;
        private long coarse;
        private long tensors;
        private long most;
        private String worst = "";
    }

    /**
     * Counts one tensor in.
     *
     * @return it, with what becomes 0 among its reasons
     */
    PlannedTensor told(PlannedTensor planned, DType type, long vanishing, long coarse) {
        if (vanishing == 0 && coarse == 0) {
            return planned;
        }
        Total total = totals.computeIfAbsent(type, it -> new Total());
        total.vanishing += vanishing;
        total.coarse += coarse;
        if (vanishing == 0) {
            return planned;
        }
        total.tensors++;
        if (vanishing > total.most) {
            total.most = vanishing;
            total.worst =
                    planned.tensor().name()
                            + " ("
                            + count(vanishing)
                            + " of "
                            + count(planned.tensor().elementCount())
                            + ")";
        }
        return planned.withReason(
                planned.reason()
                        + "; "
                        + count(vanishing)
                        + (vanishing == 1 ? " value" : " values")
                        + " other than 0 become"
                        + (vanishing == 1 ? "s 0" : " 0"));
    }

    /** One line for each type, for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        totals.forEach((type, total) -> lines.add(line(type, total)));
        return lines;
    }

    private static String line(DType type, Total total) {
        String zeros =
                total.vanishing == 0
                        ? ""
                        : count(total.vanishing)
                                + (total.vanishing == 1 ? " value" : " values")
                                + " other than 0 become"
                                + (total.vanishing == 1 ? "s" : "")
                                + " 0 in "
                                + type
                                + (total.tensors == 1
                                        ? ", in "
                                        : ", in " + total.tensors + " tensors, most in ")
                                + total.worst;
        String fewer =
                total.coarse == 0
                        ? ""
                        : count(total.coarse)
                                + (total.coarse == 1 ? " value" : " values")
                                + " below "
                                + (type == DType.F16 ? "6.1e-5" : "1.2e-38")
                                + " lose digits, for they are subnormal in "
                                + type;
        return zeros
                + (zeros.isEmpty() || fewer.isEmpty() ? "" : "; ")
                + fewer
                + (type == DType.F16 ? "; bf16 and f32 reach down to 1e-38." : "; f32 holds them.");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
