package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * The 35 block matrices of stories260k against the table of a separate numpy implementation
 * (method.md §7): NMSE to every printed digit.
 *
 * <p>The table counts parameters of empty classes too; ours are not stored, so our bits may be
 * fewer.
 */
class StoriesGoldenTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "4 32  0     | affine           | 5.00 | .00586",
                "4 64  0     | affine           | 4.50 | .00768",
                "4 32  0     | symmetric        | 4.50 | .00860",
                "4 64  0.01  | affine           | 5.19 | .00605",
                "4 64  0.02  | affine           | 5.25 | .00542",
                "4 64  0.05  | affine           | 5.43 | .00448",
                "4 64  0.08  | affine           | 5.61 | .00402",
                "2 64  0.08  | affine           | 3.61 | .10423",
                "5 64  0     | affine           | 5.50 | .00179",
                "5 64  0     | symmetric        | 5.25 | .00238",
                "3 32  0     | affine           | 4.00 | .02692",
                "3 64  0     | affine           | 3.50 | .03531",
                "3 64  0.02  | affine           | 4.25 | .02521",
                "3 64  0.05  | affine           | 4.43 | .02092",
                "3 64  0.08  | affine           | 4.61 | .01851",
                "3 64  0.08  | affine lobes     | 4.61 | .01636",
                "3 64  0.08  | affine lobes 0.9 | 4.61 | .01430",
                "2 64  0.08  | affine lobes 0.9 | 3.61 | .08076",
                "3 32  0     | affine - 0.9     | 4.00 | .02418",
                "3 64  0.08  | affine - 0.9     | 4.61 | .01646",
            })
    void reproducesTheTableOfThePublishedMethod(
            String widths, String options, double bits, double nmse) {
        String[] width = widths.trim().split(" +");
        String[] option = options.trim().split(" +");
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "analyze",
                                CommandRun.STORIES,
                                "--preset=rtn",
                                "--bits=" + width[0],
                                "--group-size=" + width[1],
                                "--alpha=" + width[2],
                                "--scheme=" + option[0],
                                "--json=-"));
        if (option.length > 1 && option[1].equals("lobes")) {
            args.add("--salient-grid=lobes");
        }
        if (option.length > 2) {
            args.add("--clip=" + option[2]);
        }
        JsonNode totals = CommandRun.of(args.toArray(String[]::new)).json().get("totals");
        assertThat(totals.get("quantizedTensors").intValue()).isEqualTo(35);
        assertThat(totals.get("nmse").doubleValue()).isEqualTo(nmse, within(0.000_005_01));
        // Rows of 172 end in a shorter group, which the table's b + 32/g of one class leaves out.
        double shortGroups = width[2].equals("0") ? 0.035 : 0;
        assertThat(totals.get("bitsStored").doubleValue()).isLessThanOrEqualTo(bits + shortGroups);
    }
}
