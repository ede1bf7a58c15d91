# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tiny models for tests, written by hand: a tokenizer of a few words and a vector for each."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDS = ("[PAD]", "[UNK]", "koor", "zang", "zingen", "voetbal", "bal", "sport", "een", "zaal")
# Music, sport, buildings.
TABLE = np.array(
    [
        *([5, 5, 5], [0, 0, 0]),  # what fills up a text must never count
        *([1, 0, 0.1], [0.9, 0, 0], [1, 0.1, 0]),
        *([0, 1, 0], [0, 0.8, 0.1], [0.1, 1, 0]),
        *([0.1, 0.1, 0.1], [0, 0, 1]),
    ],
    dtype=np.float32,
)


def tokenizer(folder: Path) -> None:
    """A tokenizer that knows WORDS, in the file format of the package `tokenizers`."""
    folder.mkdir(parents=True, exist_ok=True)
    model = {
        "type": "WordLevel",
        "vocab": {word: place for place, word in enumerate(WORDS)},
        "unk_token": "[UNK]",
    }
    told = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": model,
    }
    (folder / "tokenizer.json").write_text(json.dumps(told), encoding="utf-8")


def static(folder: Path, table: NDArray[Any] = TABLE, **more: NDArray[Any]) -> Path:
    """A folder as model2vec writes it."""
    tokenizer(folder)
    config = {"model_type": "model2vec", "normalize": True}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    safetensors(folder / "model.safetensors", {"embeddings": table, **more})
    return folder


def safetensors(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    codes = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32"}
    header: dict[str, Any] = {"__metadata__": {}}
    raw = b""
    for name, array in arrays.items():
        span = [len(raw), len(raw) + array.nbytes]
        header[name] = {
            "dtype": codes[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": span,
        }
        raw += array.tobytes()
    told = json.dumps(header).encode()
    told += b" " * (-len(told) % 8)
    path.write_bytes(struct.pack("<Q", len(told)) + told + raw)


def graph(folder: Path) -> Path:
    """A graph in ONNX that looks up the vector of each token: one Gather."""
    tokenizer(folder)
    node = _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state")
    node += _text(4, "Gather")
    shape = b"".join(_number(1, size) for size in TABLE.shape)
    table = shape + _number(2, 1) + _text(8, "table") + _bytes(9, TABLE.tobytes())
    inside = _bytes(1, node) + _text(2, "lookup") + _bytes(5, table)
    for name in ("input_ids", "attention_mask"):
        inside += _bytes(11, _value(name, 7, "batch", "tokens"))
    inside += _bytes(12, _value("last_hidden_state", 1, "batch", "tokens", TABLE.shape[1]))
    model = _number(1, 8) + _bytes(7, inside) + _bytes(8, _text(1, "") + _number(2, 13))
    (folder / "model.onnx").write_bytes(model)
    return folder


def _value(name: str, kind: int, *shape: str | int) -> bytes:
    """The name, type and shape of what goes in or comes out."""
    sizes = [_text(2, size) if isinstance(size, str) else _number(1, size) for size in shape]
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())
