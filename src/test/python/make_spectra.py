"""Writes src/test/resources/golden/spectrum: numpy's own SVD of real matrices and of the errors
that reference.py makes in them. Run: python src/test/python/make_spectra.py"""

import json
from pathlib import Path

import numpy as np

import reference as ref

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "src/test/resources/golden/spectrum/spectra.json"
MATRICES = [
    ("stories260k", "model.layers.1.mlp.down_proj.weight"),
    ("gpt2-attention", "h.0.attn.query.weight"),
    ("gpt2-attention", "h.11.attn.proj.weight"),
]


def spectrum(a):
    """The first values and every 16th; sum of all squares."""
    values = np.linalg.svd(a.astype(np.float64), compute_uv=False)
    picked = sorted({i for i in range(len(values)) if i < 40 or i % 16 == 0} | {len(values) - 1})
    return {
        "order": len(values),
        "squares": float((a.astype(np.float64) ** 2).sum()),
        "values": {str(i): float(values[i]) for i in picked},
    }


def main():
    cases = []
    for model, name in MATRICES:
        w = ref.read_checkpoint(ROOT / "samples" / model)[name][1]
        case = {"model": model, "tensor": name, "original": spectrum(w)}
        for key, spec in [
            ("compact", ref.preset("adpq-compact", 4)),
            ("rtn", ref.preset("rtn", 4, group=64)),
        ]:
            case[key] = spectrum(ref.quantize(w, spec).values - w)
        cases.append(case)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"numpy": np.__version__, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
