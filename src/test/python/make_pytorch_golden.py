"""Writes src/test/resources/pytorch with torch 2.15.0 and safetensors 0.8.0.

    python src/test/python/make_pytorch_golden.py

state.bin is a state dict with every case that real ones have: shared storages, views into a larger
one, a transposed view, parameters, scalars, empties and seven types. trainer.pt wraps one as a
trainer does, averages.pt beside running averages of it. untyped.pt has types without storages of
their own: F8, as float32 in expected-untyped.safetensors, and unsigned ones.
expected.safetensors holds the values of state.bin row by row.
"""

import collections
from pathlib import Path

import torch
from safetensors.torch import save_file

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/pytorch"


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(5)
    state = collections.OrderedDict()
    state["model.embed_tokens.weight"] = torch.randn(16, 8)
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    state["model.layers.0.mlp.up_proj.weight"] = torch.randn(8, 24).half().t()
    state["model.layers.0.mlp.down_proj.weight"] = torch.randn(9, 24).bfloat16()[1:]
    state["model.layers.0.self_attn.q_proj.weight"] = torch.nn.Parameter(torch.randn(8, 8))
    state["model.layers.0.self_attn.o_proj.weight"] = torch.randn(8, 8).double() * 1e30
    state["model.norm.weight"] = torch.ones(8)
    state["steps"] = torch.tensor(70000)
    state["mask"] = torch.tensor([True, False, True])
    state["ids"] = torch.arange(5, dtype=torch.int32)
    state["empty"] = torch.zeros(0, 4)
    state._metadata = {"": {"version": 1}}
    torch.save(state, OUT / "state.bin")
    trainer = {"epoch": 3, "lr": 0.1, "flags": [True, None, ("x", 2**40, -7)]}
    trainer["optimizer"] = {"state": {0: {"exp_avg": torch.ones(3)}}}
    trainer["model"] = {"w": torch.arange(6.0).reshape(2, 3)}
    torch.save(trainer, OUT / "trainer.pt")
    weights = {"w": torch.ones(2, 3), "b": torch.ones(3)}
    averages = {"model": weights, "ema": {"w": torch.zeros(2, 3), "b": torch.zeros(3)}}
    averages["optimizer"] = {"state": {0: {"exp_avg": torch.ones(3)}}, "groups": [weights["b"]]}
    torch.save(averages, OUT / "averages.pt")
    untyped = {"e4m3": torch.randn(6, 8).to(torch.float8_e4m3fn)}
    untyped["e5m2"] = torch.nn.Parameter((torch.randn(6, 8) * 99).to(torch.float8_e5m2), False)
    untyped["turned"] = untyped["e4m3"].t()
    untyped["part"] = untyped["e4m3"][1:3]
    torch.save(
        untyped
        | {"u16": torch.tensor([1, 65535]).to(torch.uint16)}
        | {"u64": torch.tensor([7]).to(torch.uint64)},
        OUT / "untyped.pt",
    )
    floats = {name: tensor.detach().float().contiguous() for name, tensor in untyped.items()}
    save_file(floats, OUT / "expected-untyped.safetensors", metadata={"format": "pt"})
    values = {name: tensor.detach().clone().contiguous() for name, tensor in state.items()}
    for name, tensor in values.items():
        if tensor.dtype == torch.float64:
            values[name] = tensor.float()
    save_file(values, OUT / "expected.safetensors", metadata={"format": "pt"})


main()
