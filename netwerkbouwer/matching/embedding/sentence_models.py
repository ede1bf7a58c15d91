# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a model that turns sentences into vectors, from a folder on disk. Pure.

Two kinds, told apart by their files: an ONNX graph (`model.onnx` with `tokenizer.json`) and static
vectors of model2vec (`config.json` with `model_type: model2vec`, weights as safetensors or npz).
Nothing is ever fetched. The packages that read them are imported when a folder is opened.
"""

import hashlib
import importlib
import json
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

MOST_TOKENS = 512
LARGEST_HEADER = 10_000_000  # bytes of names and shapes in a file of weights
DTYPES = {"F64": np.float64, "F32": np.float32, "F16": np.float16, "I64": np.int64, "I32": np.int32}
ONNX_PLACES = ("model.onnx", "onnx/model.onnx")
STATIC_PLACES = ("model.safetensors", "model.npz")


class WrongModel(Exception):
    """This folder holds no model that we can use; the text is a Dutch sentence that says why."""


class Model(Protocol):
    """Gives one vector of length one per text; a text without known words gives zeros.

    `key` names the kind and the weights: vectors of different keys cannot be compared.
    """

    key: str
    dimensions: int

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are looked through."""

    def query(self, text: str) -> Vectors:
        """The vector of a text that somebody asks with."""


def load(folder: Path) -> Model:
    """Open the model in a folder. Raises WrongModel."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # the library of the tokenizer must never look further
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if not folder.is_dir():
        raise WrongModel(f"{folder} is geen map.")
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise WrongModel(f"In {folder} ontbreekt tokenizer.json.")
    if graph := _first(folder, ONNX_PLACES):
        return _Graph(folder, graph, _tokenizer(tokenizer))
    weights = _first(folder, STATIC_PLACES)
    config = _json(folder / "config.json")
    if weights and config.get("model_type") == "model2vec":
        return _Static(weights, config, _tokenizer(tokenizer))
    raise WrongModel(
        f"In {folder} staat geen model dat we kennen: model.onnx, of config.json met "
        "'model_type': 'model2vec' en model.safetensors of model.npz."
    )


class _Static:
    """The mean of one vector per token, as model2vec makes it."""

    def __init__(self, weights: Path, config: dict[str, Any], tokenizer: Any) -> None:
        self.key = f"model2vec-{_digest(weights)}"
        found = _npz(weights) if weights.suffix == ".npz" else _safetensors(weights)
        table = found.get("embeddings")
        if table is None or table.ndim != 2:
            raise WrongModel(f"In {weights} ontbreekt de tabel 'embeddings'.")
        self._table: NDArray[Any] = table
        self.dimensions = int(table.shape[1])
        size = tokenizer.get_vocab_size()
        self._mapping: NDArray[Any] = found.get("mapping", np.arange(size))
        self._weights: NDArray[Any] = found.get("weights", np.ones(size, dtype=np.float32))
        if min(len(self._mapping), len(self._weights)) < size or int(self._mapping.max()) >= len(
            table
        ):
            raise WrongModel(f"tokenizer.json en {weights.name} horen niet bij elkaar.")
        self._tokenizer = tokenizer
        self._unknown = tokenizer.token_to_id(str(config.get("unk_token") or "[UNK]"))

    def passages(self, texts: Sequence[str]) -> Vectors:
        read = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return np.stack([self._mean(one.ids) for one in read]) if texts else _empty(self.dimensions)

    def query(self, text: str) -> Vectors:
        return np.asarray(self.passages([text])[0])

    def _mean(self, ids: Sequence[int]) -> Vectors:
        known = np.array([i for i in ids[:MOST_TOKENS] if i != self._unknown], dtype=np.int64)
        if not len(known):
            return np.zeros(self.dimensions, dtype=np.float32)
        rows = self._table[self._mapping[known]].astype(np.float32)
        return _unit((rows * self._weights[known, None]).mean(axis=0))


@dataclass(frozen=True)
class _Prompts:
    """What a model wants before a text, by what the text is for."""

    query: str = ""
    passage: str = ""


class _Graph:
    """A sentence transformer in ONNX: its own sentence vector, else the mean over the tokens."""

    def __init__(self, folder: Path, graph: Path, tokenizer: Any) -> None:
        runtime = _package("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1  # people who wait for other pages need the other cores
        try:
            self._session = runtime.InferenceSession(
                str(graph), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the runtime has a class of its own for every mistake
            raise WrongModel(f"{graph} kan niet open: {str(error)[:200]}") from None
        self.key = f"onnx-{_digest(graph)}"
        self._inputs = {one.name for one in self._session.get_inputs()}
        if "input_ids" not in self._inputs:
            raise WrongModel(f"{graph} vraagt geen 'input_ids': dat is geen model voor zinnen.")
        self._output = _output(self._session)
        self._prompts = _prompts(folder)
        pooling = _json(folder / "1_Pooling" / "config.json")
        self._takes_first = bool(pooling.get("pooling_mode_cls_token"))
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.enable_padding()
        self._tokenizer = tokenizer
        self.dimensions = int(self._run(["a"]).shape[1])

    def passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return _empty(self.dimensions)
        return self._run([self._prompts.passage + text for text in texts])

    def query(self, text: str) -> Vectors:
        return np.asarray(self._run([self._prompts.query + text])[0])

    def _run(self, texts: Sequence[str]) -> Vectors:
        read = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": np.array([one.ids for one in read], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in read], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in read], dtype=np.int64),
        }
        wanted = {name: value for name, value in given.items() if name in self._inputs}
        found = np.asarray(self._session.run([self._output], wanted)[0], dtype=np.float32)
        if found.ndim == 2:
            return _unit(found)
        if self._takes_first:
            return _unit(found[:, 0])
        mask = given["attention_mask"][:, :, None].astype(np.float32)
        return _unit((found * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1))


def _output(session: Any) -> str:
    names = [one.name for one in session.get_outputs()]
    wanted = ("sentence_embedding", "last_hidden_state", *names)
    return str(next(name for name in wanted if name in names))


def _prompts(folder: Path) -> _Prompts:
    """As sentence-transformers keeps them: 'query: ' and 'passage: ' for models that need it."""
    told = _json(folder / "config_sentence_transformers.json").get("prompts")
    given = told if isinstance(told, dict) else {}
    passage = given.get("passage") or given.get("document") or ""
    return _Prompts(str(given.get("query") or ""), str(passage))


def _unit(found: NDArray[Any]) -> Vectors:
    lengths = np.linalg.norm(found, axis=-1, keepdims=True)
    return np.asarray(found / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _empty(dimensions: int) -> Vectors:
    return np.empty((0, dimensions), dtype=np.float32)


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _tokenizer(path: Path) -> Any:
    try:
        tokenizer = _package("tokenizers").Tokenizer.from_file(str(path))
    except WrongModel:
        raise
    except Exception as error:  # the package raises plain exceptions
        raise WrongModel(f"{path} kan niet gelezen worden: {str(error)[:200]}") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise WrongModel(
            f"Het pakket {name} is er niet. Installeer Netwerkbouwer met de extra 'embeddings'."
        ) from None


def _json(path: Path) -> dict[str, Any]:
    """A file of settings beside a model; empty when there is none."""
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise WrongModel(f"{path} is geen goede JSON.") from None
    return found if isinstance(found, dict) else {}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _npz(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with np.load(path, allow_pickle=False) as found:
            return {name: found[name] for name in found.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        raise WrongModel(f"{path} kan niet gelezen worden.") from None


def _safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """Arrays of a safetensors file, mapped: a length, JSON with names and shapes, then bytes."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > LARGEST_HEADER:
                raise ValueError("header")
            header = json.loads(file.read(length))
        whole = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)
        return {
            name: _mapped(whole, told) for name, told in header.items() if name != "__metadata__"
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise WrongModel(f"{path} kan niet gelezen worden.") from None


def _mapped(whole: NDArray[np.uint8], told: dict[str, Any]) -> NDArray[Any]:
    first, last = told["data_offsets"]
    return whole[first:last].view(DTYPES[told["dtype"]]).reshape(told["shape"])
