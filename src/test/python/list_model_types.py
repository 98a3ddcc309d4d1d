"""Writes resources/org/quantoscope/checkpoint/model-types.txt: what transformers 5.23.0 knows.

    python src/test/python/list_model_types.py
"""

from pathlib import Path
from textwrap import fill

import transformers
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

OUT = Path(__file__).resolve().parents[3] / "resources/org/quantoscope/checkpoint/model-types.txt"


def main():
    names = fill(
        " ".join(sorted(CONFIG_MAPPING_NAMES)), 100, break_long_words=False, break_on_hyphens=False
    )
    head = f"# model_type of every model that transformers {transformers.__version__} has code for"
    OUT.write_text(f"{head}\n{names}\n")


main()
