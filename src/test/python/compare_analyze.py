"""Compares every figure of `quantoscope analyze` with reference.py, tensor by tensor.

    python src/test/python/compare_analyze.py PATH...  [--launcher FILE] [--grid all|short|varied]

PATH is a safetensors file or folder. Counts, thresholds and magnitudes must be equal; sums agree to 1e-9
of their value, or 1e-12 where they are near zero. Stored bytes must be those of decision 0091; how far they are
below the method's formula, which has parameters of both classes in every group, is told. Exit code 1 where anything differs.
"""

import argparse
import collections
import json
import math
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import make_golden
import numpy as np
import reference as ref

ROOT = Path(__file__).resolve().parents[3]
EXACT = "alphaAsked alphaAchieved salientCount threshold lambda maxAbsError absMax".split()
NEAR = (
    "mse nmse sqnrDb cosine weightKl weightJs entropyBefore entropyAfter bitsPaper"
    " mean std skewness kurtosis"
).split()


def short_grid():
    for bits in (3, 4, 5):
        for name in ("adpq", "adpq-compact", "rtn", "rtn-clip"):
            yield ref.preset(name, bits), 512
    yield from ((s, 512) for s in make_golden.real())


def full_grid():
    for bits in (2, 6, 8):
        for name in ("adpq", "adpq-compact", "rtn", "rtn-clip"):
            yield ref.preset(name, bits), 64
    yield from short_grid()
    yield from ((s, 100) for s in make_golden.every())
    for s in make_golden.some():
        yield (s if s.alpha <= 0.2 else ref.replace(s, alpha=0.2)), 4096
    for alpha in (0.01, 0.07, 0.1, 0.2):
        yield ref.preset("adpq-compact", 4, alpha=alpha), 1000


def varied_grid():
    """Each option at least once."""
    yield from ((s, 100) for s in make_golden.every())
    yield from ((s, 512) for s in make_golden.real())


def options(spec):
    fields = asdict(spec)
    fields.pop("rounds")
    fields["group_size"] = fields.pop("group")
    fields["salient_bits"] = fields["salient_bits"] or "same"
    out = ["--preset", "rtn"]
    for key, value in fields.items():
        out += ["--" + key.replace("_", "-"), str(value)]
    return out


def as_matrix(path, name, a):
    """[out, in]: GPT-2's Conv1D matrices lie transposed in the file."""
    config = path / "config.json"
    gpt2 = config.is_file() and json.loads(config.read_text()).get("model_type") == "gpt2"
    conv1d = name.endswith(("attn.c_attn.weight", "c_proj.weight", "mlp.c_fc.weight"))
    return np.ascontiguousarray(a.T) if gpt2 and conv1d else a


def quantized_by_default(name, a):
    block = any(part.isdigit() for part in name.split("."))
    other = ("norm", "ln_", "embed", "wte", "wpe", "lm_head", "block_sparse_moe.gate.")
    return a.ndim >= 2 and block and not any(word in name for word in other)


class Comparison:
    def __init__(self):
        self.mismatches = []
        self.compared = collections.Counter()
        self.worst = collections.defaultdict(float)
        self.saved = []

    def differs(self, where, figure, ours, expected):
        self.mismatches.append(f"{where}: {figure} is {ours!r}, the reference has {expected!r}")

    def exactly(self, where, figure, ours, expected):
        self.compared[figure] += 1
        if ours != expected:
            self.differs(where, figure, ours, expected)

    def near(self, where, figure, ours, expected):
        self.compared[figure] += 1
        if not math.isfinite(expected):
            if ours is not None:
                self.differs(where, figure, ours, expected)
            return
        off = abs(ours - expected)
        self.worst[figure] = max(self.worst[figure], off / max(abs(expected), 1e-3))
        if off > max(1e-12, 1e-9 * abs(expected)):
            self.differs(where, figure, ours, expected)

    def tensor(self, where, entry, w, spec, bins):
        try:
            r = ref.analyze(w, spec, bins)
        except OverflowError:
            self.exactly(where, "refused", "refused" in entry, True)
            return None
        if "mse" not in entry:
            self.differs(where, "outcome", entry.get("refused", "kept"), "quantized")
            return None
        for figure in EXACT:
            self.exactly(where, figure, entry[figure], r[figure])
        for figure in NEAR:
            self.near(where, figure, entry[figure], r[figure])
        z = r["quantized"]
        w64 = w.astype(np.float64)
        d2 = (z.values.astype(np.float64) - w64) ** 2
        s = z.salience.mask
        self.near(where, "salientMse", entry["salientMse"], float(d2[s].mean()) if s.any() else 0.0)
        self.near(where, "otherMse", entry["otherMse"], float(d2[~s].mean()))
        self.near(where, "sumSquares", entry["sumSquares"], float((w64 * w64).sum()))
        self.exactly(where, "min", entry["min"], float(w.min()))
        self.exactly(where, "max", entry["max"], float(w.max()))
        self.exactly(where, "zeros", entry["zeros"], int((w == 0).sum()))
        h = entry["histogram"]
        self.exactly(where, "histogram before", h["before"], r["histogramBefore"].tolist())
        self.exactly(where, "histogram after", h["after"], r["histogramAfter"].tolist())
        salient = ref.histogram(w[s], w, bins) if s.any() else np.zeros(len(h["before"]), np.int64)
        self.exactly(where, "histogram salient", h["salient"], salient.tolist())
        self.exactly(where, "bitsStored", entry["bitsStored"], r["bitsStored"])
        self.exactly(where, "storedBytes", entry["storedBytes"], ref.stored_bytes(z))
        self.saved.append((r["bitsFormula"] - entry["bitsStored"], where))
        return r, float(d2.sum())

    def run(self, launcher, path, spec, bins):
        command = [launcher, "analyze", path, *options(spec), "--histograms", "--bins", bins, "--json", "-"]
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
        label = f"{path.name} [{' '.join(options(spec)[2:])}]"
        if not done.stdout.startswith("{"):
            self.differs(label, "output", done.stderr.strip(), "JSON")
            return None
        report = json.loads(done.stdout)
        tensors = ref.read_checkpoint(path)
        self.exactly(label, "names", sorted(t["name"] for t in report["tensors"]), sorted(tensors))
        error = energy = stored = weights = formula = 0
        nmse = []
        for entry in report["tensors"]:
            name = entry["name"]
            a = tensors[name][1]
            where = f"{label} {name}"
            self.exactly(where, "shape", entry["shape"], list(a.shape))
            self.exactly(where, "dtype", entry["dtype"], tensors[name][0])
            self.exactly(where, "kept", entry.get("kept", False), not quantized_by_default(name, a))
            if entry.get("kept"):
                continue
            result = self.tensor(where, entry, as_matrix(path, name, a), spec, bins)
            if result:
                error += result[1]
                energy += entry["sumSquares"]
                stored += entry["storedBytes"]
                weights += a.size
                formula += result[0]["bitsFormula"] * a.size
                nmse.append((entry["nmse"], result[0]["nmse"]))
        if weights:
            totals = report["totals"]
            self.near(label, "total nmse", totals["nmse"], error / energy)
            self.near(label, "total mse", totals["mse"], error / weights)
            self.near(label, "total bitsStored", totals["bitsStored"], stored * 8 / weights)
            self.exactly(label, "total weights", totals["quantizedWeights"], weights)
            return {
                "bits": totals["bitsStored"],
                "formula": formula / weights,
                "pooled": (totals["nmse"], error / energy),
                "geometric": np.exp(np.log(nmse).mean(0)).tolist(),
            }
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--launcher", default=ROOT / "target/quantoscope/bin/quantoscope", type=Path)
    parser.add_argument("--grid", choices=["all", "short", "varied"], default="all")
    args = parser.parse_args()
    c = Comparison()
    grids = {"all": full_grid, "short": short_grid, "varied": varied_grid}
    grid = list(grids[args.grid]())
    for path in args.paths:
        c.saved.clear()
        before = len(c.mismatches), sum(c.compared.values())
        for spec, bins in grid:
            c.run(args.launcher, path, spec, bins)
        print(
            f"{path.name}: {len(grid)} specifications, {sum(c.compared.values()) - before[1]:,} figures,"
            f" {len(c.mismatches) - before[0]} mismatches"
        )
        if c.saved:
            saved = sorted(c.saved)
            middle = saved[len(saved) // 2][0]
            print(f"  stored bits below the formula by {saved[0][0]:.3f} to {saved[-1][0]:.3f}, median {middle:.3f}")
            print(f"    least: {saved[0][1]}\n    most: {saved[-1][1]}", flush=True)
    for line in c.mismatches[:200]:
        print("MISMATCH", line[:400])
    print("largest relative differences:", ", ".join(f"{k} {v:.1e}" for k, v in sorted(c.worst.items())))
    sys.exit(1 if c.mismatches else 0)


if __name__ == "__main__":
    main()
