"""Re-computes the points and the front of `quantoscope sweep` by other means.

    python src/test/python/check_sweep.py PATH [--launcher FILE] [further options of sweep]

Three checks, exit code 1 where one fails:
1. every point, over the model and per tensor, is what `quantoscope analyze` says under its specification;
2. `onFront` is what comparing every point with every other gives, in stored bits and NMSE;
3. `gainOverControlDb` is the distance to the front of the controls, log-linear between its points, with numpy's interpolation.

Needs numpy alone.
"""

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
FIGURES = ("nmse", "bitsStored", "storedBytes", "weightKl", "sqnrDb")


def run(launcher, *arguments):
    return json.loads(
        subprocess.run([launcher, *map(str, arguments), "--json", "-"], check=True, stdout=subprocess.PIPE).stdout
    )


def differences(point, report):
    by_name = {it["name"]: it for it in report["tensors"]}
    tensors = [by_name[it["name"]] for it in point["tensors"]]
    wrong = [
        (mine["name"], figure, mine[figure], theirs[figure])
        for mine, theirs in zip(point["tensors"], tensors)
        for figure in FIGURES
        if mine[figure] != theirs[figure]
    ]
    weights = np.array([it["weights"] for it in tensors], float)
    squares = np.array([it["sumSquares"] for it in tensors])
    error = np.array([it["mse"] for it in tensors]) * weights
    expected = {
        "nmse": error.sum() / squares.sum(),
        "bitsStored": 8 * sum(it["storedBytes"] for it in tensors) / weights.sum(),
        "weightKl": (np.array([it["weightKl"] for it in tensors]) * weights).sum() / weights.sum(),
    }
    wrong += [
        ("model", figure, point[figure], value)
        for figure, value in expected.items()
        if not math.isclose(point[figure], value, rel_tol=1e-12)
    ]
    return wrong


def check_points(launcher, path, points):
    wrong = []
    for point in points:
        options = [f"--{key}={value}" for key, value in point["spec"].items()]
        wrong += differences(point, run(launcher, "analyze", path, *options))
    for it in wrong[:10]:
        print("DIFFERS", *it)
    print(f"points: {len(points)} as analyze says, {len(wrong)} figures differ")
    return not wrong


def check_front(points):
    costs = [(it["bitsStored"], it["nmse"]) for it in points]
    wrong = 0
    for number, (bits, error) in enumerate(costs):
        beaten = any(
            b <= bits and e <= error and ((b, e) != (bits, error) or other < number)
            for other, (b, e) in enumerate(costs)
            if other != number
        )
        wrong += points[number]["onFront"] == beaten
    print(f"front: {sum(it['onFront'] for it in points)} of {len(points)} points, {wrong} wrong")
    return wrong == 0


def check_gains(lines):
    controls = sorted((p["bitsStored"], p["nmse"]) for line in lines if line["control"] for p in line["points"])
    front = []
    for bits, error in controls:
        if not front or error < front[-1][1]:
            front.append((bits, error))
    bits, errors = map(np.array, zip(*front))
    wrong = 0
    for point in (p for line in lines for p in line["points"]):
        told, at = point["gainOverControlDb"], point["bitsStored"]
        if at < bits[0] or at > bits[-1]:
            wrong += told is not None
        else:
            expected = 10 * (np.interp(at, bits, np.log10(errors)) - math.log10(point["nmse"]))
            wrong += told is None or not math.isclose(told, expected, abs_tol=1e-9)
    print(f"gains over the controls' front of {len(front)} points: {wrong} wrong")
    return wrong == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--launcher", default=ROOT / "target/quantoscope/bin/quantoscope")
    given, rest = parser.parse_known_args()
    lines = run(given.launcher, "sweep", given.path, *rest)["lines"]
    points = [point for line in lines for point in line["points"]]
    good = [check_front(points), check_gains(lines), check_points(given.launcher, given.path, points)]
    print("all as told" if all(good) else "FAILED")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
