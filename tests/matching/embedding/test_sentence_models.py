# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Models on disk, made here: what is read, what is refused, and with which sentence."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from netwerkbouwer.matching.embedding import sentence_models
from tests.matching import made_models

pytest.importorskip("tokenizers", reason="the extra 'embeddings' is not installed")


def alike(model: sentence_models.Model, one: str, *others: str) -> list[float]:
    return [round(float(x), 2) for x in model.passages(others) @ model.query(one)]


def test_a_static_model_gives_vectors_of_length_one(tmp_path: Path) -> None:
    model = sentence_models.load(made_models.static(tmp_path / "m"))

    found = model.passages(["Een koor", "voetbal", "qqq"])

    assert found.shape == (3, 3)
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1).round(3).tolist() == [1, 1, 0]
    near, far = alike(model, "zingen", "een koor zang", "voetbal sport")
    assert near > 0.9
    assert far < 0.3


def test_words_a_static_model_does_not_know_do_not_count(tmp_path: Path) -> None:
    model = sentence_models.load(made_models.static(tmp_path))

    assert model.query("koor qqq qqq").tolist() == model.query("koor").tolist()


def test_a_static_model_may_weigh_and_share_its_vectors(tmp_path: Path) -> None:
    size = len(made_models.WORDS)
    weights = np.ones(size, dtype=np.float32)
    weights[made_models.WORDS.index("een")] = 0
    mapping = np.arange(size)
    mapping[made_models.WORDS.index("zang")] = made_models.WORDS.index("koor")
    folder = made_models.static(tmp_path, weights=weights, mapping=mapping)

    model = sentence_models.load(folder)

    assert alike(model, "koor", "een koor", "zang") == [1, 1]


def test_half_precision_and_npz_are_read(tmp_path: Path) -> None:
    half = made_models.static(tmp_path / "half", made_models.TABLE.astype(np.float16))
    packed = made_models.static(tmp_path / "packed")
    (packed / "model.safetensors").unlink()
    np.savez(packed / "model.npz", embeddings=made_models.TABLE)

    for folder in (half, packed):
        model = sentence_models.load(folder)
        assert alike(model, "koor", "koor") == [1]


def test_other_weights_have_another_key(tmp_path: Path) -> None:
    one = sentence_models.load(made_models.static(tmp_path / "one"))
    same = sentence_models.load(made_models.static(tmp_path / "same"))
    other = sentence_models.load(made_models.static(tmp_path / "other", made_models.TABLE * 2))

    assert one.key == same.key
    assert one.key != other.key
    assert one.key.startswith("model2vec-")


def test_an_onnx_model_gives_the_mean_over_its_tokens(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra 'embeddings' is not installed")
    model = sentence_models.load(made_models.graph(tmp_path))

    found = model.passages(["koor", "een koor zingen zang", "voetbal"])

    assert model.key.startswith("onnx-")
    assert model.dimensions == 3
    assert np.linalg.norm(found, axis=1).round(3).tolist() == [1, 1, 1]
    # Texts of unequal length go together: what fills up the short ones does not count.
    assert np.allclose(found[0], made_models.TABLE[2] / np.linalg.norm(made_models.TABLE[2]))
    assert found[0] @ found[1] > 0.9 > 0.3 > found[0] @ found[2]


def test_an_onnx_model_gets_the_words_it_wants_before_a_question(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra 'embeddings' is not installed")
    prompts = {"prompts": {"query": "zaal ", "document": "sport "}}
    folder = made_models.graph(tmp_path)
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")

    model = sentence_models.load(folder)

    assert model.query("koor")[2] > 0.5
    assert model.passages(["koor"])[0][1] > 0.5


def test_an_onnx_model_may_speak_by_its_first_token(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra 'embeddings' is not installed")
    folder = made_models.graph(tmp_path)
    (folder / "1_Pooling").mkdir()
    told = json.dumps({"pooling_mode_cls_token": True})
    (folder / "1_Pooling" / "config.json").write_text(told, encoding="utf-8")

    model = sentence_models.load(folder)

    assert model.query("koor voetbal").tolist() == model.query("koor").tolist()


def test_nothing_is_ever_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    sentence_models.load(made_models.static(tmp_path))

    assert os.environ["HF_HUB_OFFLINE"] == "1"


def broken(folder: Path, name: str) -> Path:
    made_models.static(folder)
    match name:
        case "geen map":
            return folder / "nergens"
        case "tokenizer.json ontbreekt":
            (folder / "tokenizer.json").unlink()
        case "vreemde tokenizer":
            (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
        case "geen gewichten":
            (folder / "model.safetensors").unlink()
        case "ander model":
            (folder / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
        case "geen JSON":
            (folder / "config.json").write_text("{", encoding="utf-8")
        case "afgebroken gewichten":
            path = folder / "model.safetensors"
            path.write_bytes(path.read_bytes()[:-40])
        case "reusachtige kop":
            (folder / "model.safetensors").write_bytes(b"\xff" * 200)
        case "te weinig rijen":
            made_models.static(folder, made_models.TABLE[:4])
        case "andere namen":
            made_models.safetensors(folder / "model.safetensors", {"iets": made_models.TABLE})
        case "geen graaf":
            (folder / "model.onnx").write_bytes(b"dit is geen model")
    return folder


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("geen map", "is geen map"),
        ("tokenizer.json ontbreekt", "ontbreekt tokenizer.json"),
        ("vreemde tokenizer", "kan niet gelezen worden"),
        ("geen gewichten", "geen model dat we kennen"),
        ("ander model", "geen model dat we kennen"),
        ("geen JSON", "geen goede JSON"),
        ("afgebroken gewichten", "kan niet gelezen worden"),
        ("reusachtige kop", "kan niet gelezen worden"),
        ("te weinig rijen", "horen niet bij elkaar"),
        ("andere namen", "ontbreekt de tabel"),
        ("geen graaf", "kan niet open"),
    ],
)
def test_a_folder_without_a_good_model_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    if name == "geen graaf":
        pytest.importorskip("onnxruntime", reason="the extra 'embeddings' is not installed")

    with pytest.raises(sentence_models.WrongModel, match=sentence):
        sentence_models.load(broken(tmp_path, name))


def test_without_the_package_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)

    with pytest.raises(sentence_models.WrongModel, match="extra 'embeddings'"):
        sentence_models.load(made_models.static(tmp_path))
