# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person decides of two organisations: one and the same, apart, or part of each other.

A merge moves nothing. The one that goes points at the one that stays, and what the one that stays
shows is computed anew from the records of both; taking the pointer away undoes all of it. Every
decision is one transaction, with a line in the history of both and the search index after it.

A decision is kept with the pair of organisations that stood when it was made. What it settles for
other pairs (the same two in other words) is marked there without a name or a moment, so that it
can be worked out again after each decision (`_settle`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.organisations import standing, tasks, writing
from netwerkbouwer.organisations.models import Change, FieldEdit, Organisation, Pair

LONGEST_NAME = 80  # of an organisation in a sentence

Differences = Mapping[str, list[Any]]  # field → [before, after]


class Refused(Exception):
    """A decision that was not carried out; its text says why and what to do."""


class AlreadyDecided(Refused):
    """Someone else was first, or the two changed since they were shown."""


class Family(Refused):
    """The one is a department of the other."""


class KeptApart(Refused):
    """Someone said before that these are not the same."""


@dataclass(frozen=True, slots=True)
class _Both:
    """Two organisations that stand, locked."""

    one: Organisation
    other: Organisation

    @property
    def pks(self) -> tuple[int, int]:
        return self.one.pk, self.other.pk


def merge(
    kept: Organisation,
    other: Organisation,
    *,
    by: str,
    pair: Pair | None = None,
    even_if_apart: bool = False,
) -> Pair:
    """Make one of two: `kept` stays, with its name and address. Gives the decided pair.

    `pair` is the question that was answered, if there was one. Raises Refused: nothing changed.
    """
    with transaction.atomic():
        _locked((kept.pk, other.pk))
        _check_open(pair)
        both = _both(kept.pk, other.pk)
        _refuse_family(both)
        if not even_if_apart:
            _refuse_apart(both)
        Organisation.objects.filter(pk=other.pk).update(merged_into=kept.pk)
        decided = _decide(both, Pair.State.SAME, by, pair)
        changed: Differences = writing.recomputed([kept.pk]).get(kept.pk, {})
        if "name" in changed:
            changed = _keep_name(both.one, decided, changed)
        _tell(Change.Kind.MERGED, both, by, changed)
        _after(both.pks)
    return decided


def keep_apart(pair: Pair, by: str) -> Pair:
    """Say that two are not the same; nobody is asked again. Raises Refused."""
    with transaction.atomic():
        one, other = _standing(pair)
        _locked((one, other))
        _check_open(pair)
        both = _both(one, other)
        decided = _decide(both, Pair.State.APART, by, pair)
        _settle(both.pks)
    return decided


def part(pair: Pair, by: str) -> Pair:
    """Take two that were made one apart again, for good: nobody is asked again. Raises Refused."""
    return _take_back(pair, by, Pair.State.APART)


def undo(pair: Pair, by: str) -> Pair:
    """Take a decision back as if it was never made: the question is open again. Raises Refused."""
    return _take_back(pair, by, Pair.State.OPEN)


def ask(one: Organisation, other: Organisation, *, by: str) -> Pair:
    """Put two on the bench that someone holds for one; also when they were kept apart before."""
    low, high = sorted((one.pk, other.pk))
    with transaction.atomic():
        _both(low, high)
        about = {
            "found_at": timezone.now(),
            "reasons": [_("%(who)s ziet een dubbel") % {"who": by}],
        }
        pair, _made = Pair.objects.get_or_create(one_id=low, other_id=high, defaults=about)
        if pair.state != Pair.State.OPEN:
            pair.state, pair.decided_at, pair.decided_by = Pair.State.OPEN, None, ""
            pair.save(update_fields=["state", "decided_at", "decided_by"])
            _settle((low, high))
    return pair


def set_parent(organisation: Organisation, parent: Organisation | None, by: str) -> None:
    """Say of which organisation this one is a department; None: of none. Raises Refused.

    A person said it, so no source changes it.
    """
    with transaction.atomic():
        rows = _locked([pk for pk in (organisation.pk, parent.pk if parent else None) if pk])
        here = rows[organisation.pk]
        above = rows[parent.pk] if parent else None
        _refuse_gone(*rows.values())
        if above is not None:
            _refuse_circle(here, above)
        if (above.pk if above else None) == standing.parents([here.pk]).get(here.pk):
            return
        _write_parent(here, above, by)
        _index((here.pk,))


def make_department(pair: Pair, department: Organisation, parent: Organisation, by: str) -> Pair:
    """Answer: not the same, but the one is a department of the other. Raises Refused."""
    with transaction.atomic():
        decided = keep_apart(pair, by)
        set_parent(department, parent, by)
    return decided


def _check_open(pair: Pair | None) -> None:
    if pair is None:
        return
    now = Pair.objects.select_for_update().filter(pk=pair.pk).first()
    if now is None:
        raise AlreadyDecided(_("Deze vraag bestaat niet meer. We tonen de volgende."))
    if now.state == Pair.State.OPEN:
        return
    who = now.decided_by or _("Iemand")
    if now.state == Pair.State.SAME:
        raise AlreadyDecided(_("%(who)s was net iets eerder: dit is al één organisatie.")
            % {"who": who})  # fmt: skip
    raise AlreadyDecided(_("%(who)s was net iets eerder: deze twee blijven apart.") % {"who": who})


def _locked(pks: Iterable[int]) -> dict[int, Organisation]:
    """Lock rows, in the same order and before any pair: no two people wait for each other."""
    rows = Organisation.objects.select_for_update().filter(pk__in=set(pks)).order_by("pk")
    return {row.pk: row for row in rows}


def _both(one: int, other: int) -> _Both:
    rows = _locked((one, other))
    if one == other or len(rows) < 2:
        raise AlreadyDecided(_("Dit is al één organisatie. We tonen de volgende."))
    both = _Both(rows[one], rows[other])
    _refuse_gone(both.one, both.other)
    return both


def _refuse_gone(*rows: Organisation) -> None:
    """Only organisations that stand can be decided about, as they were shown."""
    for row in rows:
        if row.merged_into_id is not None:
            head = Organisation.objects.get(pk=standing.kept([row.pk])[row.pk])
            raise AlreadyDecided(
                _("‘%(name)s’ hoort intussen bij ‘%(head)s’. Kijk nog eens of het klopt.")
                % {"name": _short(row), "head": _short(head)}
            )
        if row.hidden_on is not None:
            raise Refused(
                _("‘%(name)s’ wil niet in de gids staan. Daarover kun je nu niets beslissen.")
                % {"name": _short(row)}
            )


def _refuse_family(both: _Both) -> None:
    for below, above in ((both.one, both.other), (both.other, both.one)):
        if above.pk in standing.above(below.pk):
            sentence = _(
                "‘%(below)s’ staat in de gids als afdeling van ‘%(above)s’. Kies ‘niet dezelfde’ "
                "als dat zo hoort. Zijn ze toch dezelfde, haal dan eerst bij de afdeling weg "
                "waar ze bij hoort."
            )
            raise Family(sentence % {"below": _short(below), "above": _short(above)})


def _refuse_apart(both: _Both) -> None:
    """What someone kept apart may not come together by way of a third."""
    groups = standing.members(both.pks)
    ones, others = groups[both.one.pk], groups[both.other.pk]
    between = Q(one__in=ones, other__in=others) | Q(one__in=others, other__in=ones)
    decided = Pair.objects.filter(between, state=Pair.State.APART).exclude(decided_at=None)
    found = decided.select_related("one", "other").first()
    if found is not None:
        raise KeptApart(
            _("%(who)s zei eerder dat ‘%(one)s’ en ‘%(other)s’ niet dezelfde zijn.")
            % {
                "who": found.decided_by or _("Iemand"),
                "one": _short(found.one),
                "other": _short(found.other),
            }
        )


def _refuse_circle(here: Organisation, above: Organisation) -> None:
    if here.pk == above.pk:
        raise Family(_("Een organisatie kan geen afdeling van zichzelf zijn. Kies een andere."))
    if here.pk in standing.above(above.pk):
        raise Family(
            _("‘%(above)s’ hoort zelf al bij ‘%(here)s’. Andersom kan het dan niet ook.")
            % {"above": _short(above), "here": _short(here)}
        )


def _standing(pair: Pair) -> tuple[int, int]:
    found = standing.kept((pair.one_id, pair.other_id))
    return found[pair.one_id], found[pair.other_id]


def _decide(both: _Both, state: Pair.State, by: str, asked: Pair | None) -> Pair:
    """Write down the decision with the two that stood; what was asked came from them or others."""
    low, high = sorted(both.pks)
    about: dict[str, Any] = {"found_at": timezone.now()}
    if asked is not None:
        about |= {name: getattr(asked, name) for name in ("chance", "reasons", "model")}
    decided, _made = Pair.objects.get_or_create(one_id=low, other_id=high, defaults=about)
    decided.state = state
    decided.kept = both.one if state == Pair.State.SAME else None
    decided.decided_at = timezone.now()
    decided.decided_by = by
    decided.save(update_fields=["state", "kept", "decided_at", "decided_by"])
    return decided


def _take_back(pair: Pair, by: str, state: Pair.State) -> Pair:
    with transaction.atomic():
        _locked((pair.one_id, pair.other_id))
        now = Pair.objects.select_for_update().select_related("one", "other").get(pk=pair.pk)
        if now.decided_at is None or now.state == state:
            raise AlreadyDecided(_("Dit was al ongedaan gemaakt."))
        if now.state == Pair.State.SAME:
            _loosen(now, by)
        now.state, now.kept = state, None
        now.decided_at = timezone.now() if state == Pair.State.APART else None
        now.decided_by = by if state == Pair.State.APART else ""
        now.save(update_fields=["state", "kept", "decided_at", "decided_by"])
        _after((now.one_id, now.other_id))
    return now


def _keep_name(kept: Organisation, decided: Pair, changed: Differences) -> Differences:
    """The name that was chosen stays, also when a source of the other one would go first.

    The edit has the moment of the decision, so that undoing takes away this one and no other.
    Gives what changed with the name back.
    """
    chosen = {"value": kept.name, "by": decided.decided_by, "at": decided.decided_at}
    FieldEdit.objects.get_or_create(organisation=kept, field="name", defaults=chosen)
    after = writing.recomputed([kept.pk]).get(kept.pk, {})
    first = {name: values[0] for name, values in (*after.items(), *changed.items())}
    last = {name: values[1] for name, values in (*changed.items(), *after.items())}
    return {name: [first[name], last[name]] for name in first if first[name] != last[name]}


def _loosen(pair: Pair, by: str) -> None:
    """Let the one that went stand by itself again, just as it was."""
    gone = pair.one if pair.kept_id == pair.other_id else pair.other
    stays = pair.other if gone is pair.one else pair.one
    rows = _locked((gone.pk, stays.pk))
    if rows[gone.pk].merged_into_id != stays.pk:
        raise AlreadyDecided(_("Deze twee zijn niet meer samen. Er is niets veranderd."))
    head = Organisation.objects.get(pk=standing.kept([stays.pk])[stays.pk])
    Organisation.objects.filter(pk=gone.pk).update(merged_into=None)
    chosen_at = pair.decided_at or timezone.now()
    FieldEdit.objects.filter(organisation=stays, field="name", at=chosen_at).delete()
    changed = writing.recomputed([head.pk, gone.pk])
    _tell(Change.Kind.PARTED, _Both(head, gone), by, changed.get(head.pk, {}))


def _write_parent(here: Organisation, above: Organisation | None, by: str) -> None:
    at = timezone.now()
    said = {"value": above.public_id if above else "", "by": by, "at": at}
    FieldEdit.objects.update_or_create(organisation=here, field="parent", defaults=said)
    Change.objects.create(
        organisation=here,
        kind=Change.Kind.EDITED,
        at=at,
        by=by,
        differences=writing.recomputed([here.pk]).get(here.pk, {}),
        note=_("is een afdeling van ‘%(name)s’") % {"name": _short(above)}
        if above
        else _("is geen afdeling meer"),
    )


def _tell(kind: Change.Kind, both: _Both, by: str, changed: Differences) -> None:
    """A line in the history of both; with the one that stays, what changed of what it shows."""
    notes = (_("zonder ‘%(name)s’"), _("staat weer apart van ‘%(name)s’"))
    if kind == Change.Kind.MERGED:
        notes = (_("samen met ‘%(name)s’"), _("hoort nu bij ‘%(name)s’"))
    at = timezone.now()
    lines: tuple[tuple[Organisation, Organisation, dict[str, Any]], ...]
    lines = ((both.one, both.other, dict(changed)), (both.other, both.one, {}))
    for note, (here, there, differences) in zip(notes, lines, strict=True):
        Change.objects.create(
            organisation=here,
            kind=kind,
            at=at,
            by=by,
            differences=differences,
            note=note % {"name": _short(there)},
        )


def _after(pks: tuple[int, int]) -> None:
    _settle(pks)
    _index(pks)


def _index(pks: Iterable[int]) -> None:
    """Search finds it as it is now; after the commit, and never a reason to refuse."""
    changed = sorted(set(standing.kept(pks).values()) | set(pks))
    transaction.on_commit(lambda: tasks.update_index(changed), robust=True)


def _settle(pks: Iterable[int]) -> None:
    """Work out for the pairs around these organisations which questions are answered by others."""
    heads = set(standing.kept(pks).values())
    here = {pk for group in standing.members(heads).values() for pk in group}
    pairs = list(Pair.objects.filter(Q(one__in=here) | Q(other__in=here)).order_by("pk"))
    stand = standing.kept({pk for pair in pairs for pk in (pair.one_id, pair.other_id)})
    ends = {pair.pk: frozenset((stand[pair.one_id], stand[pair.other_id])) for pair in pairs}
    decided = [pair for pair in pairs if pair.decided_at is not None]
    apart = {ends[pair.pk] for pair in decided if pair.state == Pair.State.APART}
    for pair in pairs:
        if pair.decided_at is None:
            _imply(pair, _implied(ends[pair.pk], apart))


def _implied(ends: frozenset[int], apart: set[frozenset[int]]) -> Pair.State:
    if len(ends) == 1:
        return Pair.State.SAME
    return Pair.State.APART if ends in apart else Pair.State.OPEN


def _imply(pair: Pair, state: Pair.State) -> None:
    if pair.state != state:
        Pair.objects.filter(pk=pair.pk).update(state=state)


def _short(row: Organisation) -> str:
    return row.name if len(row.name) <= LONGEST_NAME else row.name[: LONGEST_NAME - 1] + "…"
