# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Worksheets of tables become one board: nothing twice, nothing lost, nothing redone."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import state as states
from netwerkbouwer.boards.sessions import plenary
from netwerkbouwer.boards.sessions.plenary import Decisions, Plan, Plenary, Sheet
from netwerkbouwer.boards.state import Card
from netwerkbouwer.methods import queries as methods

METHOD = methods.method("bouw-je-netwerk-uit", 1)
GENK, HASSELT = "71016", "71022"


def card(card_id: str, text: str, **values: Any) -> Card:
    values = {"type": "candidate", "parent": None, "zone": "candidates", **values}
    return Card(id=card_id.ljust(22, "x"), text=text, position=f"V{card_id}", **values)


def idea(card_id: str, text: str, above: Card, **values: Any) -> Card:
    return card(card_id, text, type="idea", parent=above.id, **values)


def sheet(name: str, *cards: Card, links: Any = ()) -> Sheet:
    return Sheet(name, {each.id: each for each in cards}, links, table=1)


def pair(one: Card, other: Card) -> frozenset[str]:
    return frozenset((one.id, other.id))


class Board:
    """The plenary board: does what a plan says, each op_id once, as the action does."""

    def __init__(self) -> None:
        self.state = states.State(METHOD, "Samen", "vl", {}, set(), {})
        self.revision = 0
        self.log: set[str] = set()

    def plan(self, *sheets: Sheet, **said: Any) -> Plan:
        known = Plenary("plenary", self.revision, self.state.cards, set(self.state.links), self.log)
        return plenary.plan(known, sheets, Decisions(**said))

    def bring(self, *sheets: Sheet, **said: Any) -> Plan:
        plan = self.plan(*sheets, **said)
        for payload in plan.operations:
            self.do(payload)
        return plan

    def do(self, payload: dict[str, Any]) -> None:
        op = ops.parse(payload)
        assert op.op_id not in self.log
        self.revision += 1
        states.perform(self.state, op, by=1, revision=self.revision)
        self.log.add(op.op_id)

    def by_hand(self, **payload: Any) -> None:
        self.do({"op_id": f"hand{self.revision}".ljust(22, "0"), **payload})

    @property
    def shown(self) -> list[Card]:
        """Organisations as they count: what lies on another is left out."""
        under = {card for kind, card, _ in self.state.links if kind == "alike"}
        cards = self.state.cards.values()
        return [
            c for c in cards if c.type == "candidate" and not c.is_removed and c.id not in under
        ]

    def ideas_of(self, card_id: str) -> set[str]:
        return {c.text for c in self.state.cards.values() if c.parent == card_id}


def test_the_same_organisation_of_the_directory_is_one_and_remembers_who_named_it() -> None:
    board = Board()
    one = card("a", "Bib Genk", fields={"organisation": "org1", "municipality": GENK})
    two = card("b", "Bibliotheek", fields={"organisation": "org1", "website": "bib.example"})

    plan = board.bring(sheet("t1", one), sheet("t2", two), sheet("t3", card("c", "Academie")))

    assert [partner.named_by for partner in plan.partners] == [("t1", "t2"), ("t3",)]
    assert [c.text for c in board.shown] == ["Bib Genk", "Academie"]
    assert board.shown[0].fields == {
        "organisation": "org1", "municipality": GENK, "website": "bib.example",
    }  # fmt: skip
    assert plan.proposals == ()


def test_typed_twice_is_proposed_and_only_a_person_makes_it_one() -> None:
    board = Board()
    one = card("a", "Cultuurcentrum Genk", fields={"municipality": GENK})
    two = card("b", "CC Genk", fields={"municipality": GENK})
    sheets = sheet("t1", one), sheet("t2", two)

    (proposal,) = board.bring(*sheets).proposals

    assert {proposal.one, proposal.other} == pair(one, two)
    assert proposal.reasons == ("De namen zijn dezelfde.", "Allebei in Genk.")
    assert len(board.shown) == 2
    plan = board.bring(*sheets, same=[pair(one, two)])
    assert plan.proposals == ()
    assert [partner.named_by for partner in plan.partners] == [("t1", "t2")]
    assert len(board.shown) == 1


def test_what_a_person_told_apart_is_not_proposed_again() -> None:
    board = Board()
    one, two, three = (card(key, "Chiro", fields={"municipality": GENK}) for key in "abc")
    sheets = sheet("t1", one), sheet("t2", two), sheet("t3", three)

    plan = board.plan(*sheets, same=[pair(one, two)], different=[pair(one, three)])

    assert plan.proposals == ()
    assert len(plan.partners) == 2


def test_ideas_follow_when_two_become_one_and_go_back_when_they_do_not() -> None:
    board = Board()
    one, two = card("a", "Chiro"), card("b", "Chiro Genk", fields={"municipality": GENK})
    sheets = sheet("t1", one, idea("i", "kamp", one)), sheet("t2", two, idea("j", "spel", two))
    board.bring(*sheets)

    board.bring(*sheets, same=[pair(one, two)])
    (head,) = board.shown
    assert board.ideas_of(head.id) == {"kamp", "spel"}
    assert head.fields == {"municipality": GENK}
    board.bring(*sheets, different=[pair(one, two)])
    assert {c.text: board.ideas_of(c.id) for c in board.shown} == {
        "Chiro": {"kamp"}, "Chiro Genk": {"spel"},
    }  # fmt: skip
    board.bring(*sheets, same=[pair(one, two)])
    assert board.ideas_of(board.shown[0].id) == {"kamp", "spel"}


def test_an_idea_goes_with_its_candidate_to_another_organisation() -> None:
    board = Board()
    one, two, three = card("a", "Chiro"), card("b", "KSA"), card("c", "Chiro of KSA")
    sheets = sheet("t1", one), sheet("t2", two), sheet("t3", three, idea("i", "kamp", three))
    board.bring(*sheets[:2])
    board.bring(*sheets, same=[pair(one, three)])
    a, b = (plenary.copy_id("plenary", each.id) for each in (one, two))
    assert board.ideas_of(a) == {"kamp"}

    board.bring(*sheets, same=[pair(two, three)], different=[pair(one, three)])

    assert (board.ideas_of(a), board.ideas_of(b)) == (set(), {"kamp"})


def test_a_combination_comes_along_with_its_members() -> None:
    board = Board()
    one, two = card("a", "Chiro"), card("b", "KSA")
    both = card("c", "Samen op kamp", type="combination", zone="combinations",
                fields={"idea": "een kamp"})  # fmt: skip
    links = [("member", both.id, one.id), ("member", both.id, two.id)]
    sheets = sheet("t1", one, two, both, links=links), sheet("t2", card("d", "Chiro"))
    board.bring(*sheets)
    same = [frozenset((one.id, sheets[1].cards["d".ljust(22, "x")].id))]

    board.bring(*sheets, same=same)

    copy = board.state.cards[plenary.copy_id("plenary", both.id)]
    members = {to for kind, start, to in board.state.links if (kind, start) == ("member", copy.id)}
    assert (copy.text, copy.fields) == ("Samen op kamp", {"idea": "een kamp"})
    assert members == {c.id for c in board.shown}


def test_a_member_that_joins_another_is_replaced_by_it() -> None:
    board = Board()
    one, two = card("a", "Chiro"), card("b", "Chiro")
    both = card("c", "Kamp", type="combination", zone="combinations")
    second = sheet("t2", two, both, links=[("member", both.id, two.id)])
    board.bring(sheet("t1", one), second)

    board.bring(sheet("t1", one), second, same=[pair(one, two)])

    copy = plenary.copy_id("plenary", both.id)
    (head,) = board.shown
    assert {link for link in board.state.links if link[0] == "member"} == {
        ("member", copy, head.id)
    }


def test_private_cards_contacts_and_opinions_stay_on_the_worksheet() -> None:
    board = Board()
    hidden = card("p", "oefening", type="exercise", zone="exercises", is_private=True)
    open_ = card("a", "Chiro", fields={
        "contact_person": "Fatma", "contact_role": "leiding", "notes": "bel", "chosen": True,
    })  # fmt: skip
    cards = [
        hidden,
        open_,
        card("b", "Onder iets privés", parent=hidden.id),
        card("c", "Privé", is_private=True),
        card("d", "Weg", is_removed=True),
        card("e", "Niet voor ons", fields={"not_for_us": True}),
        card("f", "Los", parent="gone"),
        idea("i", "geheim", open_, is_private=True),
    ]

    board.bring(sheet("t1", *cards))

    assert [(c.text, c.fields) for c in board.state.cards.values()] == [("Chiro", {})]


def test_what_people_did_on_the_plenary_board_stays() -> None:
    board = Board()
    one, two = card("a", "Chiro", fields={"website": "chiro.example"}), card("b", "KSA")
    both = card("c", "Kamp", type="combination", zone="combinations")
    links = [("member", both.id, one.id), ("member", both.id, two.id)]
    sheets = [sheet("t1", one, two, both, links=links)]
    board.bring(*sheets)
    a, b, c = (plenary.copy_id("plenary", each.id) for each in (one, two, both))
    board.by_hand(type="edit_text", card=a, text="Chiro Sint-Jan", based_on=board.revision)
    board.by_hand(type="set_fields", card=a, fields={"website": None})
    board.by_hand(type="unlink_cards", kind="member", card=c, to=a)
    board.by_hand(type="remove_card", card=b)

    plan = board.bring(*sheets)

    # The website is put back one time at most: only then its op_id is known.
    assert {payload["type"] for payload in plan.operations} <= {"set_fields"}
    board.by_hand(type="set_fields", card=a, fields={"website": None})
    assert board.plan(*sheets).operations == ()
    assert [(c.text, c.fields) for c in board.shown] == [("Chiro Sint-Jan", {})]
    assert [partner.card for partner in plan.partners] == [a, ""]


def test_cards_that_someone_piled_on_the_plenary_board_count_as_one() -> None:
    board = Board()
    one, two = card("a", "Jeugdhuis De Kouter"), card("b", "De jongeren van de Kouter")
    sheets = sheet("t1", one), sheet("t2", two, idea("i", "muziek", two))
    board.bring(*sheets)
    a, b = (plenary.copy_id("plenary", each.id) for each in (one, two))
    board.by_hand(type="link_cards", kind="alike", card=b, to=a)

    plan = board.bring(*sheets)

    assert [partner.named_by for partner in plan.partners] == [("t1", "t2")]
    assert board.ideas_of(a) == {"muziek"}


def test_both_texts_of_a_clash_come_along() -> None:
    board = Board()
    one = card("a", "Chiro")
    board.bring(sheet("t1", one, idea("i", "kamp", one, other_text="spel")))

    assert board.ideas_of(board.shown[0].id) == {"kamp\n\nspel"}


NAMES = ["Chiro", "KSA Genk", "Bib", "bibliotheek", "CC De Velinx", "Cultuurcentrum de Velinx"]


@st.composite
def rooms(draw: st.DrawFn) -> list[Sheet]:
    sheets = []
    for number in range(draw(st.integers(1, 3))):
        cards: list[Card] = []
        for row in range(draw(st.integers(0, 4))):
            fields = {
                "organisation": draw(st.sampled_from(["", "", "o1", "o2"])),
                "municipality": draw(st.sampled_from(["", GENK, HASSELT])),
            }
            fields = {key: value for key, value in fields.items() if value}
            name = draw(st.sampled_from(NAMES))
            private = draw(st.sampled_from([False, False, True]))
            one = card(f"{number}c{row}", name, fields=fields, is_private=private)
            cards.append(one)
            if draw(st.booleans()):
                cards.append(idea(f"{number}i{row}", f"idee {number}{row}", one))
        chosen = [c.id for c in cards if c.type == "candidate" and draw(st.booleans())]
        both = card(f"{number}k", "Samen", type="combination", zone="combinations")
        links = [("member", both.id, member) for member in chosen]
        sheets.append(sheet(f"t{number}", *cards, both, links=links))
    return sheets


@given(rooms(), st.data())
@settings(max_examples=120, deadline=None)
def test_a_plan_made_again_does_nothing_and_all_that_is_shared_is_there(
    sheets: list[Sheet], data: st.DataObject
) -> None:
    board = Board()
    ids = [c.id for s in sheets for c in s.cards.values() if c.type == "candidate"] or ["none"]
    pairs = st.sets(st.frozensets(st.sampled_from(ids), min_size=2, max_size=2), max_size=3)
    pairs = pairs if len(ids) > 1 else st.just(set())
    early = [
        Sheet(s.board, {k: c for k, c in s.cards.items() if "c0" in k or "i0" in k}) for s in sheets
    ]
    board.bring(*early)
    for _ in range(3):
        said = {"same": data.draw(pairs), "different": data.draw(pairs)}
        plan = board.bring(*sheets, **said)

        assert board.plan(*sheets, **said).operations == ()
        assert {c.id for c in board.shown} == {partner.card for partner in plan.partners}
        sources = {source for partner in plan.partners for source in partner.sources}
        assert sources == {
            c.id
            for s in sheets
            for c in s.cards.values()
            if c.type == "candidate" and not c.is_private
        }
        on_board = {text for each in board.shown for text in board.ideas_of(each.id)}
        assert on_board == {
            c.text
            for s in sheets
            for c in s.cards.values()
            if c.type == "idea" and c.parent in sources
        }
        group_of = {source: p.card for p in plan.partners for source in p.sources}
        organisations = {
            c.id: c.fields.get("organisation") for s in sheets for c in s.cards.values()
        }
        for one, other in map(sorted, said["different"]):
            if one in group_of and other in group_of and group_of[one] == group_of[other]:
                assert any(
                    organisations[source] for source in (one, other)
                )  # only the directory goes before a person


def test_ids_are_the_same_every_time_and_differ_per_board() -> None:
    assert plenary.copy_id("a", "b") == plenary.copy_id("a", "b")
    assert (
        len({plenary.copy_id("a", "b"), plenary.copy_id("b", "a"), plenary.copy_id("ab", "")}) == 3
    )
    assert len(plenary.copy_id("a", "b")) == 22
