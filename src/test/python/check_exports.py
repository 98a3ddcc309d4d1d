"""Checks exports with the tools of others: safetensors, numpy, and (where installed) transformers.

check_exports.py pair PACKAGE DEQUANTIZED_F32 ...   every tensor of the package, restored by restore_package.py, is
                                                    bit for bit that of the dequantized folder; both open in safetensors
check_exports.py logits PACKAGE DEQUANTIZED_F32     transformers loads the dequantized folder as it is, and gives the
                                                    logits of the weights that restore_package.py restores
check_exports.py rounded DEQUANTIZED_F32 NARROW ... transformers loads a dequantized folder of BF16 or F16 in that type;
                                                    its values are those of the F32 folder rounded, bit for bit
"""
import json
import pathlib
import shutil
import sys
import tempfile

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


def loaded(folder):
    """The model as transformers loads it, which must find every weight and no other."""
    from transformers import AutoModelForCausalLM

    model, info = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True, dtype="auto")
    assert not any(info[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys")), info
    return model.eval()


def check_logits(package, dequantized):
    import torch
    from safetensors.torch import save_file

    model = loaded(dequantized)
    assert model.dtype == torch.float32, model.dtype
    tokens = torch.arange(1, 65).reshape(1, -1)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        logits = model(tokens).logits
        own = {name: torch.tensor(np.ascontiguousarray(value)) for name, value in restored(package).items()}
        save_file(own, f"{folder}/model.safetensors", metadata={"format": "pt"})
        shutil.copy(f"{dequantized}/config.json", folder)
        difference = (loaded(folder)(tokens).logits - logits).abs().max().item()
    assert difference == 0, difference
    print(f"{dequantized}: transformers loads it, logits equal those of the restored package")


def check_rounded(dequantized, narrow):
    import torch
    from safetensors.torch import load_file

    model = loaded(narrow)
    files = sorted(file.name for file in pathlib.Path(narrow).glob("*.safetensors"))
    count = 0
    for file in files:
        exact, rounded = (load_file(f"{folder}/{file}") for folder in (dequantized, narrow))
        assert exact.keys() == rounded.keys(), file
        for name, value in exact.items():
            expected = value.to(model.dtype) if value.is_floating_point() else value
            assert expected.dtype == rounded[name].dtype, name
            assert torch.equal(expected.view(torch.uint8), rounded[name].view(torch.uint8)), name
            count += 1
    print(f"{narrow}: transformers loads it as {model.dtype}, {count} tensors are those of F32 rounded, bit for bit")


if __name__ == "__main__":
    check = {"pair": check_pair, "logits": check_logits, "rounded": check_rounded}[sys.argv[1]]
    for first, second in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
        check(first, second)
