# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Partners found back in a small world of which everything is known."""

import argparse

import numpy as np
import pytest

from benchmarks.matching import cooperation, evidence
from benchmarks.matching.projects import NONE, Project, World

OPTIONS = argparse.Namespace(seed=1, short=False)
TOWNS, EACH = 6, 10


def world() -> World:
    """Sixty organisations in six towns, that work with others of their town on one subject."""
    dice = np.random.default_rng(4)
    town = np.repeat(np.arange(TOWNS), EACH)
    subjects = ["zingen", "sporten", "koken", "lezen", "wandelen", "bouwen"]
    projects = tuple(
        Project(
            f"p{turn}",
            f"20{10 + turn // 6}",
            f"samen {subjects[place]} met buren",
            tuple(dice.choice(np.flatnonzero(town == place), 4, replace=False).tolist()),
        )
        for turn in range(60)
        for place in [turn % TOWNS]
    )
    count = TOWNS * EACH
    return World(
        name="made",
        projects=projects,
        areas=np.array([town, town // 2]),
        lat=51.0 + 0.3 * town,
        lon=np.full(count, 4.5),
        sector=np.arange(count) % 3,
        status=np.full(count, NONE),
        distractors=count,
    )


def view(made: World, seen: int = 0) -> evidence.View:
    return evidence.View(made, np.arange(len(made.projects)) != seen)


def test_every_feature_lies_between_nothing_and_all() -> None:
    made = world()
    found = evidence.look(view(made), 0, made.projects[0].members[0])
    for name in evidence.look_names(made):
        values = found.features[name]
        assert len(values) == len(made), name
        assert values.min() >= 0, name
        assert values.max() <= 1 + 1e-9, name


def test_what_is_hidden_is_not_used() -> None:
    """The project itself gives nothing away: without all others nothing is known."""
    made = world()
    nothing = evidence.View(made, np.zeros(len(made.projects), dtype=np.bool_))
    found = evidence.look(nothing, 0, made.projects[0].members[0])
    for name in ("text", "shared partners", "closeness by project", "popularity"):
        assert not found.features[name].any(), name
    assert not found.baselines["personalised PageRank"].any()


def test_a_larger_project_links_nobody_as_it_says_nothing_about_choice() -> None:
    made = world()
    everyone = Project("all", "2030", "iedereen", tuple(range(evidence.MOST_MEMBERS + 1)))
    larger = World(**{**vars(made), "projects": (everyone,)})
    assert not len(evidence.View(larger, np.ones(1, dtype=np.bool_)).pairs[0])


def test_learnt_weights_find_partners_back_better_than_lot() -> None:
    task = cooperation.left_out(world(), OPTIONS, "warm")
    text, gain = cooperation.written(task, OPTIONS)
    rows = {
        line.split("|")[1].strip(" *"): [float(cell.split()[0]) for cell in line.split("|")[2:6]]
        for line in text.splitlines()
        if line.startswith("| ") and "nDCG" not in line and "---" not in line
    }
    assert rows[cooperation.OURS][3] > 0.4
    assert rows["random"][3] < 0.2
    assert gain.mean > -0.05  # distance alone finds a town; the subject is no more than that here
    assert "on 0 of 0" in cooperation.concluded({})


def test_a_list_is_measured_by_the_places_of_partners() -> None:
    is_right = np.array([False, True, False, True])
    scores = np.array([4.0, 3.0, 2.0, 1.0])
    mrr, hit, recall, ndcg = cooperation._ranked(scores, is_right)
    assert (mrr, hit, recall) == (0.5, 1.0, 1.0)
    best = 1 + 1 / np.log2(3)
    assert ndcg == pytest.approx((1 / np.log2(3) + 1 / np.log2(5)) / best)
