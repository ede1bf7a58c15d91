# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every field of every model says how sensitive it is."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from netwerkbouwer.common import labels
from netwerkbouwer.common.labels import Label


def mistakes(model: type[models.Model]) -> list[str]:
    """Fields without a label, labels without a field, and labels that do not exist."""
    given = getattr(model, "labels", {})
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    if model._meta.pk.auto_created:
        fields.discard(model._meta.pk.name)
    name = model._meta.label
    return (
        [f"{name}.{field} has no label" for field in sorted(fields - set(given))]
        + [f"{name}.{field} is no field" for field in sorted(set(given) - fields - {"id"})]
        + [f"{name}.{field}: {value!r}" for field, value in given.items() if value not in Label]
    )


def test_every_field_of_every_model_has_a_label() -> None:
    ours = [m for m in apps.get_models() if m.__module__.startswith("netwerkbouwer.")]

    assert [mistake for model in ours for mistake in mistakes(model)] == []


def test_a_field_without_a_label_is_found() -> None:
    with isolate_apps("netwerkbouwer.common"):

        class Person(models.Model):
            name = models.TextField()
            phone = models.TextField()
            labels = labels.personal("name nickname")

            class Meta:
                app_label = "common"

        assert mistakes(Person) == [
            "common.Person.phone has no label",
            "common.Person.nickname is no field",
        ]


def test_a_model_without_labels_is_found() -> None:
    with isolate_apps("netwerkbouwer.common"):

        class Thing(models.Model):
            size = models.IntegerField()

            class Meta:
                app_label = "common"

        assert mistakes(Thing) == ["common.Thing.size has no label"]
