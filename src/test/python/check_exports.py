"""Checks exports with the tools of others: safetensors, numpy, and (where installed) transformers.

check_exports.py pair PACKAGE DEQUANTIZED_F32 ...   every tensor of the package, restored by restore_package.py, is
                                                    bit for bit that of the dequantized folder; both open in safetensors
check_exports.py logits PACKAGE DEQUANTIZED_F32     transformers loads the dequantized folder as it is, and gives the
                                                    logits of the weights that restore_package.py restores
"""
import json
import pathlib
import sys

import numpy as np
from safetensors import safe_open

import restore_package


def restored(package):
    tensors = {}
    for file in sorted(pathlib.Path(package).glob("*.safetensors")):
        tensors |= restore_package.load(file, set())
    return tensors


def opened(folder):
    tensors = {}
    for file in sorted(pathlib.Path(folder).glob("*.safetensors")):
        with safe_open(file, framework="np") as f:
            assert f.metadata()["format"] == "pt", file
            for key in f.keys():
                try:
                    tensors[key] = f.get_tensor(key)
                except TypeError:  # bfloat16: numpy has none
                    tensors[key] = None
    index = pathlib.Path(folder) / "model.safetensors.index.json"
    if index.exists():
        text = json.loads(index.read_text())
        assert sorted(text["weight_map"]) == sorted(tensors), index
    return tensors


def check_pair(package, dequantized):
    arrays = opened(package)
    expected = opened(dequantized)
    found = restored(package)
    assert sorted(found) == sorted(expected), (package, sorted(found), sorted(expected))
    values = 0
    for name, value in expected.items():
        ours = found[name]
        assert ours.shape == value.shape, (name, ours.shape, value.shape)
        same = np.ascontiguousarray(ours.astype(value.dtype)).tobytes() == np.ascontiguousarray(value).tobytes()
        assert same, f"{package}: {name} differs"
        values += value.size
    print(f"{package}: {len(arrays)} arrays open, {len(found)} tensors, {values} values equal bit for bit")


def check_logits(package, dequantized):
    import torch
    from transformers import AutoModelForCausalLM

    model, info = AutoModelForCausalLM.from_pretrained(dequantized, output_loading_info=True)
    assert not any(info[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys")), info
    assert model.dtype == torch.float32, model.dtype
    tokens = torch.arange(1, 65).reshape(1, -1)
    with torch.no_grad():
        logits = model(tokens).logits
        own = {name: torch.tensor(np.ascontiguousarray(value)) for name, value in restored(package).items()}
        again = AutoModelForCausalLM.from_config(model.config).eval()
        missing, unexpected = again.load_state_dict(own, strict=False)
        assert not unexpected and all(key == "lm_head.weight" for key in missing), (missing, unexpected)
        again.tie_weights()
        difference = (again(tokens).logits - logits).abs().max().item()
    assert difference == 0, difference
    print(f"{dequantized}: transformers loads it, logits equal those of the restored package")


if __name__ == "__main__":
    check = {"pair": check_pair, "logits": check_logits}[sys.argv[1]]
    for first, second in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
        check(first, second)
