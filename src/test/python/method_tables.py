"""Figures of the method's section 7, from `quantoscope analyze` and from reference.py, as Markdown.

    python src/test/python/method_tables.py STORIES260K GPT2_ATTENTION [LAUNCHER]

Every figure of every tensor is compared on the way, as compare_analyze.py does. Published figures of
stories260k are errors over all 35 matrices together; those of GPT-2 geometric means over matrices.
"""

import sys
from pathlib import Path

from compare_analyze import ROOT, Comparison
from reference import preset


def adpq(bits, alpha, **more):
    return preset("adpq", bits, group=64, alpha=alpha, clip=more.pop("clip", 1.0), **more)


STORIES = [
    ("RTN affine 4b g32", 5.00, 0.00586, preset("rtn", 4, group=32)),
    ("RTN affine 4b g64", 4.50, 0.00768, preset("rtn", 4)),
    ("RTN symmetric 4b g32", 4.50, 0.00860, preset("rtn", 4, group=32, scheme="symmetric")),
    ("AdpQ affine 4b g64 α 1 %", 5.19, 0.00605, adpq(4, 0.01)),
    ("AdpQ affine 4b g64 α 2 %", 5.25, 0.00542, adpq(4, 0.02)),
    ("AdpQ affine 4b g64 α 5 %", 5.43, 0.00448, adpq(4, 0.05)),
    ("AdpQ affine 4b g64 α 8 %", 5.61, 0.00402, adpq(4, 0.08)),
    ("AdpQ affine 2b g64 α 8 %", 3.61, 0.10423, adpq(2, 0.08)),
    ("RTN affine 5b g64", 5.50, 0.00179, preset("rtn", 5)),
    ("RTN affine 3b g32 ρ 0.9", 4.00, 0.02418, preset("rtn", 3, group=32, clip=0.9)),
    ("RTN affine 3b g32", 4.00, 0.02692, preset("rtn", 3, group=32)),
    ("RTN affine 3b g64", 3.50, 0.03531, preset("rtn", 3)),
    ("AdpQ affine 3b g64 α 2 %", 4.25, 0.02521, adpq(3, 0.02)),
    ("AdpQ affine 3b g64 α 5 %", 4.43, 0.02092, adpq(3, 0.05)),
    ("AdpQ affine 3b g64 α 8 %", 4.61, 0.01851, adpq(3, 0.08)),
    ("… two-lobed", 4.61, 0.01636, adpq(3, 0.08, salient_grid="lobes")),
    ("… two-lobed, ρ 0.9", 4.61, 0.01430, adpq(3, 0.08, salient_grid="lobes", clip=0.9)),
    ("AdpQ affine 2b g64 α 8 %, two-lobed, ρ 0.9", 3.61, 0.08076, adpq(2, 0.08, salient_grid="lobes", clip=0.9)),
    ("RTN symmetric 5b g64", 5.25, 0.00238, preset("rtn", 5, scheme="symmetric")),
    ("AdpQ affine 3b g64 α 8 % ρ 0.9", 4.61, 0.01646, adpq(3, 0.08, clip=0.9)),
]
GPT2 = [
    ("RTN 3b g64", 3.50, 0.0428, preset("rtn", 3)),
    ("RTN 4b g64", 4.50, 0.00927, preset("rtn", 4)),
    ("AdpQ (papers) 3b g128 α 8 %, ρ 1", 4.12, 0.021, preset("adpq", 3, clip=1.0)),
    ("AdpQ (papers) 3b g128 α 8 %, ρ 0.95", 4.12, 0.021, preset("adpq", 3)),
    ("AdpQ (papers) 4b g128 α 2 %", 4.70, 0.0068, preset("adpq", 4, alpha=0.02)),
    ("compact 3b α 3 %", 3.28, 0.0243, preset("adpq-compact", 3, alpha=0.03)),
    ("compact 3b α 5 %", 3.38, 0.0213, preset("adpq-compact", 3)),
    ("compact 3b α 8 %", 3.50, 0.0196, preset("adpq-compact", 3, alpha=0.08)),
    ("compact 4b α 3 %", 4.28, 0.00637, preset("adpq-compact", 4, alpha=0.03)),
    ("compact 4b α 5 %", 4.38, 0.00545, preset("adpq-compact", 4)),
    ("compact 4b α 8 %", 4.50, 0.00489, preset("adpq-compact", 4, alpha=0.08)),
    ("compact 5b α 5 %", 5.38, 0.00138, preset("adpq-compact", 5)),
]


def table(comparison, launcher, path, rows, mean):
    print("| | published bits | stored bits | published NMSE | `analyze` | reference |")
    print("|---|---|---|---|---|---|")
    for title, bits, published, spec in rows:
        got = comparison.run(launcher, Path(path), spec, 512)
        ours, theirs = got[mean]
        print(f"| {title} | {bits:.2f} | {got['bits']:.3f} | {published:.5f} | {ours:.6f} | {theirs:.6f} |", flush=True)
    print()


def main():
    launcher = sys.argv[3] if len(sys.argv) > 3 else ROOT / "target/quantoscope/bin/quantoscope"
    c = Comparison()
    table(c, launcher, sys.argv[1], STORIES, "pooled")
    table(c, launcher, sys.argv[2], GPT2, "geometric")
    print(f"{sum(c.compared.values()):,} figures compared, {len(c.mismatches)} mismatches")
    for line in c.mismatches:
        print(line)
    sys.exit(1 if c.mismatches else 0)


if __name__ == "__main__":
    main()
