"""Re-computes the choice of `quantoscope budget` by other means.

    python src/test/python/check_budget.py PATH --bits 4.25 [--launcher FILE] [further options of budget]

Three checks, exit code 1 where one fails:
1. every candidate's stored bytes and error are those of `quantoscope analyze` under that specification;
2. a dynamic program over units of 8 bytes finds the least objective within the budget; the choice is within 1 % of it
   (and no better, and not below the bound that is told), tensors that must be alike included;
3. `quantoscope analyze` under the recipe gives the bits and the error that budget says it reached.

For small models: the dynamic program takes budget / 8 · candidates · tensors steps. Needs numpy alone.
"""

import argparse
import collections
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]


def run(launcher, *arguments):
    return json.loads(
        subprocess.run([launcher, *map(str, arguments), "--json", "-"], check=True, stdout=subprocess.PIPE).stdout
    )


def options(spec):
    return [f"--{key}={value}" for key, value in spec.items()]


def check_candidates(launcher, path, plan):
    figure = {"nmse": "nmse", "weight-kl": "weightKl"}[plan["errorMeasure"]]
    specs = [candidate["spec"] for candidate in plan["tensors"][0]["candidates"]]
    wrong = 0
    for number, spec in enumerate(specs):
        report = {it["name"]: it for it in run(launcher, "analyze", path, *options(spec))["tensors"]}
        for tensor in plan["tensors"]:
            candidate, analyzed = tensor["candidates"][number], report[tensor["name"]]
            assert candidate["spec"] == spec == analyzed["spec"], (candidate["spec"], analyzed["spec"])
            same = candidate["storedBytes"] == analyzed["storedBytes"] and candidate["error"] == analyzed[figure]
            wrong += not same
            if not same:
                print("DIFFERS", tensor["name"], spec, candidate, analyzed["storedBytes"], analyzed[figure])
    print(f"candidates: {len(specs)} specifications on {len(plan['tensors'])} tensors as analyze says, {wrong} differ")
    return wrong == 0


def least_objective(plan):
    """Exact: stored bytes are multiples of 8, so a table over units of 8 bytes misses no choice."""
    groups = collections.defaultdict(list)
    for tensor in plan["tensors"]:
        groups[tensor["group"] or tensor["name"]].append(tensor)
    room = plan["budgetBytes"] // 8
    best = np.zeros(room + 1)
    for members in groups.values():
        nextbest = np.full(room + 1, math.inf)
        for number in range(len(members[0]["candidates"])):
            size = sum(it["candidates"][number]["storedBytes"] for it in members)
            loss = sum(
                it["errorWeight"] * it["sensitivity"] * it["candidates"][number]["error"] for it in members
            )
            assert size % 8 == 0
            units = size // 8
            if units <= room:
                shifted = best[: room + 1 - units] + loss
                np.minimum(nextbest[units:], shifted, out=nextbest[units:])
        best = np.minimum.accumulate(nextbest)
    return best[room]


def check_choice(plan):
    chosen = {}
    size = weights = 0
    objective = error = 0.0
    for tensor in plan["tensors"]:
        mine = {key: tensor[key] for key in ("spec", "bitsStored", "storedBytes", "error")}
        assert mine in tensor["candidates"], tensor["name"]
        assert chosen.setdefault(tensor["group"] or tensor["name"], tensor["spec"]) == tensor["spec"]
        size += tensor["storedBytes"]
        weights += tensor["weights"]
        error += tensor["errorWeight"] * tensor["error"]
        objective += tensor["errorWeight"] * tensor["sensitivity"] * tensor["error"]
    least = least_objective(plan)
    print(f"choice: {8 * size / weights:.4f} of {plan['budgetBits']:.4f} bits, objective {objective:.6g}, least {least:.6g}")
    print(f"        {100 * (objective / least - 1):.4f} % above the optimum; said to be optimal: {plan['optimal']}")
    return (
        size <= plan["budgetBytes"]
        and math.isclose(8 * size / weights, plan["reachedBits"])
        and math.isclose(error, plan["error"], rel_tol=1e-12)
        and math.isclose(objective, plan["objective"], rel_tol=1e-12)
        and plan["bound"] <= least * (1 + 1e-9)
        and least * (1 - 1e-9) <= objective <= least * (1 + (1e-9 if plan["optimal"] else 0.01))
    )


def check_recipe(launcher, path, plan, recipe):
    totals = run(launcher, "analyze", path, "--recipe", recipe)["totals"]
    same = totals["bitsStored"] == plan["reachedBits"] and totals["bytesAfter"] == plan["storedBytesModel"]
    if plan["errorMeasure"] == "nmse":
        same = same and math.isclose(totals["nmse"], plan["error"], rel_tol=1e-12)
    print(f"recipe: analyzes to {totals['bitsStored']} bits, NMSE {totals['nmse']:.6g}, {'as told' if same else 'NOT as told'}")
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--bits", required=True)
    parser.add_argument("--launcher", default=ROOT / "target/quantoscope/bin/quantoscope")
    given, rest = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        recipe = Path(folder) / "recipe.json"
        plan = run(given.launcher, "budget", given.path, f"--bits={given.bits}", *rest, "-o", recipe)
        good = [
            check_choice(plan),
            check_recipe(given.launcher, given.path, plan, recipe),
            check_candidates(given.launcher, given.path, plan),
        ]
    print("all as told" if all(good) else "FAILED")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
