# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation looks after its own page: asked, proven by its own mail, approved."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from netwerkbouwer.organisations.curation import claim_actions, queries
from netwerkbouwer.organisations.curation.claim_actions import Asker, CannotClaim
from netwerkbouwer.organisations.models import Change, Claim, Organisation
from tests.organisations.curation import people
from tests.organisations.curation.people import address
from tests.organisations.curation.sink import Sink

OWN = "info@jeugdhuis-x.be"


@pytest.fixture
def row(db: None) -> Organisation:
    return people.told()


def ask(client: Client, row: Organisation, mail: str = OWN, **more: str) -> Any:
    return client.post(address(row, "claim"), {"naam": "Jan", "mail": mail, **more})


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/aanvraag/\S+)", text)
    assert found
    return found[1]


def test_the_whole_way_from_asking_to_editing(row: Organisation, sink: Sink) -> None:
    jan, mia = Client(), Client()
    people.curator(mia)

    assert "stuurden een link" in ask(jan, row).content.decode()
    assert sink.recipients == [[OWN]]
    proof = link_in(sink.mails[0].get_content())
    assert "Vroeg jij" in jan.get(proof).content.decode()
    assert Claim.objects.get().state == Claim.State.ASKED, "opening a link proves nothing yet"
    jan.post(proof)
    assert Claim.objects.get().state == Claim.State.PROVEN
    assert jan.get(address(row, "edit")).status_code == 404

    page = mia.get("/beheer/aanvragen").content.decode()
    assert OWN in page
    mia.post("/beheer/aanvragen/besluit", {"aanvraag": Claim.objects.get().pk, "doe": "goed"})
    edit_link = link_in(sink.mails[1].get_content())
    assert edit_link != proof
    assert Change.objects.filter(kind=Change.Kind.CLAIMED, by="Mia").count() == 1

    assert jan.get(edit_link)["Location"] == address(row, "edit")
    form = people.form(row, description="Wij zelf")
    assert jan.post(address(row, "edit"), form).status_code == 302
    row.refresh_from_db()
    assert row.description == "Wij zelf"
    assert jan.get(proof).status_code == 404, "the first link works no more"


def test_a_claimant_changes_own_page_only_and_not_what_decides_who_may_claim(
    row: Organisation,
) -> None:
    other = people.told(key="2", name="Ander")
    _claim, token = people.claimed(row)
    jan = Client()
    jan.get(f"/aanvraag/{token}")

    form = people.form(row, website="https://evil.example", is_person="ja", name="Jeugdhuis X2")
    jan.post(address(row, "edit"), form)

    row.refresh_from_db()
    assert (row.name, row.website, row.is_person) == ("Jeugdhuis X2", people.SITE, False)
    assert jan.get(address(other, "edit")).status_code == 404
    assert jan.get("/beheer").status_code == 404
    assert jan.post(address(row, "hide")).status_code == 404


def test_a_claimant_cannot_put_back_what_only_curators_change(row: Organisation) -> None:
    mia, jan = Client(), Client()
    people.curator(mia)
    mia.post(address(row, "edit"), people.form(row, website="https://nieuw.be"))
    row.refresh_from_db()
    _claim, token = people.claimed(row, "x@nieuw.be")
    jan.get(f"/aanvraag/{token}")
    line = Change.objects.get(kind=Change.Kind.EDITED)

    answer = jan.post(f"{address(row, 'history')}/{line.pk}")

    row.refresh_from_db()
    assert answer.status_code == 422
    assert row.website == "https://nieuw.be"


def test_ending_a_claim_stops_its_link_and_its_cookie_at_once(row: Organisation) -> None:
    claim, token = people.claimed(row)
    jan, mia = Client(), Client()
    jan.get(f"/aanvraag/{token}")
    people.curator(mia)

    mia.post("/beheer/aanvragen/besluit", {"aanvraag": claim.pk, "doe": "stop"})

    assert jan.get(address(row, "edit")).status_code == 404
    assert jan.get(f"/aanvraag/{token}").status_code == 404


@pytest.mark.parametrize(
    "mail", ["x@gmail.com", "x@jeugdhuis-x.be.evil.com", "x@jеugdhuis-x.be", "x", ""]
)
def test_another_address_is_refused_with_a_sentence_and_nothing_typed_is_lost(
    client: Client, row: Organisation, sink: Sink, mail: str
) -> None:
    answer = ask(client, row, mail, rol="voorzitter")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "fout-mail" in page
    assert 'value="voorzitter"' in page
    assert not Claim.objects.exists()
    assert sink.mails == []


@pytest.mark.parametrize(
    "website",
    ["", "https://facebook.com/x", "https://x.wordpress.com", "https://sites.google.com/x"],
)
def test_without_a_website_of_its_own_nobody_can_claim(
    client: Client, db: None, website: str
) -> None:
    row = people.told(website=website)

    assert "geen eigen website" in client.get(address(row, "claim")).content.decode()
    for mail in ("x@facebook.com", "x@x.wordpress.com", "x@google.com"):
        assert ask(client, row, mail).status_code == 422
    assert not Claim.objects.exists()


def test_a_one_person_business_cannot_be_claimed(client: Client, db: None) -> None:
    row = people.told(is_person="ja")

    assert "zaak van één persoon" in client.get(address(row, "claim")).content.decode()
    assert ask(client, row).status_code == 422


def test_the_pages_never_say_who_claims(client: Client, row: Organisation) -> None:
    people.claimed(row, "geheim@jeugdhuis-x.be")

    answer = ask(client, row)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "al aan" in page
    assert "geheim" not in page
    assert "Jan" not in client.get(address(row, "claim")).content.decode()


def test_asking_again_gives_a_new_link_and_stops_the_old_one(row: Organisation) -> None:
    _claim, old = claim_actions.ask(row, Asker("Jan", "", OWN))
    _claim, new = claim_actions.ask(row, Asker("Jan", "", OWN))

    assert Claim.objects.count() == 1
    assert Client().get(f"/aanvraag/{old}").status_code == 404
    assert Client().get(f"/aanvraag/{new}").status_code == 200


def test_a_proof_that_comes_too_late_proves_nothing(row: Organisation) -> None:
    claim, token = claim_actions.ask(row, Asker("Jan", "", OWN))
    Claim.objects.update(asked_at=timezone.now() - timedelta(days=8))

    answer = Client().post(f"/aanvraag/{token}")

    claim.refresh_from_db()
    assert "werkt niet meer" in answer.content.decode()
    assert claim.state == Claim.State.ASKED


def test_a_claim_that_was_not_proven_cannot_be_approved(row: Organisation) -> None:
    claim, _token = claim_actions.ask(row, Asker("Jan", "", OWN))

    with pytest.raises(CannotClaim):
        claim_actions.approve(claim, "Mia")


def test_a_website_that_changed_meanwhile_stops_the_claim_and_is_shown(row: Organisation) -> None:
    mia = Client()
    people.curator(mia)
    claim, _token = claim_actions.ask(row, Asker("Jan", "", OWN))
    claim_actions.prove(claim)
    mia.post(address(row, "edit"), people.form(row, website="https://evil.example"))

    assert "Aangepast door Mia op" in mia.get("/beheer/aanvragen").content.decode()
    answer = mia.post("/beheer/aanvragen/besluit", {"aanvraag": claim.pk, "doe": "goed"})
    assert answer.status_code == 422
    assert "veranderde intussen" in answer.content.decode()
    assert not Claim.objects.filter(state=Claim.State.APPROVED).exists()


def test_a_claim_of_a_hidden_organisation_opens_nothing(row: Organisation) -> None:
    _claim, token = people.claimed(row)
    Organisation.objects.update(hidden_on=timezone.localdate())

    assert Client().get(f"/aanvraag/{token}").status_code == 404


def test_without_mail_the_curator_gets_text_and_link_to_hand_over(row: Organisation) -> None:
    jan, mia = Client(), Client()
    people.curator(mia)
    assert "verstuurt zelf geen mail" in ask(jan, row).content.decode()
    claim = Claim.objects.get()

    page = mia.post("/beheer/aanvragen/besluit", {"aanvraag": claim.pk, "doe": "link"})
    text = page.content.decode()
    assert f'value="{OWN}"' in text
    proof = re.search(r'value="http://testserver(/aanvraag/[\w-]+)"', text)
    assert proof
    jan.post(proof[1])
    page = mia.post("/beheer/aanvragen/besluit", {"aanvraag": claim.pk, "doe": "goed"})
    edit = re.search(r'value="http://testserver(/aanvraag/[\w-]+)"', page.content.decode())
    assert edit
    assert jan.get(edit[1])["Location"] == address(row, "edit")


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(
    client: Client, row: Organisation, sink: Sink
) -> None:
    answer = ask(client, row, telefoon_2="123")

    assert answer.status_code == 200
    assert not Claim.objects.exists()
    assert sink.mails == []


def test_many_from_one_address_must_wait_and_keep_what_they_typed(
    client: Client, row: Organisation
) -> None:
    answers = [ask(client, row, f"a{n}@jeugdhuis-x.be") for n in range(7)]

    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert "a6@jeugdhuis-x.be" in answers[-1].content.decode()


def test_claims_that_nobody_proved_are_forgotten_after_a_month(row: Organisation) -> None:
    claim_actions.ask(row, Asker("Jan", "", OWN))
    Claim.objects.update(asked_at=timezone.now() - timedelta(days=31))

    claim_actions.ask(row, Asker("Noor", "", "noor@jeugdhuis-x.be"))

    assert [claim.name for claim in Claim.objects.all()] == ["Noor"]


def together(count: int, do: Any) -> list[Any]:
    """Do something in many threads at the same moment; gives results and refusals."""
    found: list[Any] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            gate.wait(30)
            found.append(do(number))
        except CannotClaim as error:
            found.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == count
    return found


def unpooled() -> None:
    """PostgreSQL lends at most twenty connections; more threads than that wait their turn."""
    connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_fifty_claims_approved_at_once_exactly_one_is() -> None:
    row = people.told()
    claims = []
    for number in range(50):
        Claim.objects.filter(state=Claim.State.ASKED).update(state=Claim.State.PROVEN)
        digest = f"{number:064d}"
        claims.append(
            Claim.objects.create(
                organisation=row,
                email=f"a{number}@jeugdhuis-x.be",
                name="x",
                token_digest=digest,
                asked_at=timezone.now(),
                state=Claim.State.PROVEN,
            )
        )
    unpooled()

    found = together(50, lambda number: claim_actions.approve(claims[number], "Mia"))

    assert sum(isinstance(one, str) for one in found) == 1
    assert Claim.objects.filter(state=Claim.State.APPROVED).count() == 1
    assert Change.objects.filter(kind=Change.Kind.CLAIMED).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_fifty_approvals_of_one_claim_exactly_one_counts() -> None:
    row = people.told()
    claim, _token = claim_actions.ask(row, Asker("Jan", "", OWN))
    claim_actions.prove(claim)
    unpooled()

    found = together(50, lambda _number: claim_actions.approve(claim, "Mia"))

    assert sum(isinstance(one, str) for one in found) == 1
    assert Change.objects.filter(kind=Change.Kind.CLAIMED).count() == 1


def test_refused_addresses_count_for_no_limit(row: Organisation) -> None:
    client = Client()
    for mail in ["jan@gmail.com", "jan@ander.example", "geen adres"] * 3:
        assert ask(client, row, mail).status_code == 422
    answers = [ask(client, row, f"info{n}@jeugdhuis-x.be").status_code for n in range(6)]
    assert answers == [200] * 5 + [429]
    assert Claim.objects.count() == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_fifty_who_ask_at_once_stay_within_the_limit_of_one_organisation() -> None:
    row = people.told()
    unpooled()

    together(50, lambda n: claim_actions.ask(row, Asker("x", "", f"a{n}@jeugdhuis-x.be")))

    assert Claim.objects.count() == claim_actions.MOST_OPEN


def test_the_organisation_of_a_claim_can_be_found_by_its_address(row: Organisation) -> None:
    assert queries.can_be_claimed(row.website, is_person=row.is_person)
