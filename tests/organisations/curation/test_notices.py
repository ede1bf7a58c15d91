# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reporting a mistake, and getting out of the directory, without an account."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.mail import EmailMessage
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from netwerkbouwer.common import jobs
from netwerkbouwer.common.models import Job
from netwerkbouwer.network import actions as network
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations.curation import hiding, suppression
from netwerkbouwer.organisations.models import (
    Change,
    Claim,
    Contact,
    Notice,
    Organisation,
    Source,
    SourceRecord,
)
from tests.organisations.curation import people
from tests.organisations.curation.people import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Organisation:
    return people.told()


@pytest.fixture
def shop() -> Organisation:
    """A one-person business, with everything a source and people may know of it."""
    found = people.told(
        key="9",
        name="Atelier Zoë Janssens",
        website="https://zoe-janssens.be",
        street="Geheimstraat 7",
        is_person="ja",
        kbo="0407.703.668",
        other_names="Zoë Keramiek",
        offers="een oven",
        description="Keramiek van Zoë.",
    )
    Contact.objects.create(
        organisation=found, name="Zoë Janssens", purpose="x", added_at="2026-01-01T00:00Z"
    )
    return found


def send(client: Client, row: Organisation, soort: str = "fout", **more: str) -> Any:
    return client.post(
        address(row, "report"), {"soort": soort, "tekst": "De straat klopt niet.", **more}
    )


def test_anyone_can_report_a_mistake(client: Client, row: Organisation) -> None:
    answer = send(client, row, mail="Jan@voorbeeld.be")

    notice = Notice.objects.get()
    assert "is ontvangen" in answer.content.decode()
    assert (notice.kind, notice.state) == (Notice.Kind.MISTAKE, Notice.State.OPEN)
    assert (notice.text, notice.email) == ("De straat klopt niet.", "jan@voorbeeld.be")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"soort": ""}, "Kies wat je wilt melden"),
        ({"soort": "iets"}, "soort"),
        ({"tekst": "  "}, "Schrijf wat er niet klopt"),
        ({"mail": "geen adres"}, "geen mailadres"),
        ({"mail": "a@b.be\nBcc: c@d.be"}, "geen mailadres"),
        ({"tekst": "x" * 2_001}, "2000"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, row: Organisation, given: dict[str, str], says: str
) -> None:
    answer = client.post(
        address(row, "report"),
        {"soort": "fout", "tekst": "Mijn lange verhaal", "mail": "", **given},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert given.get("tekst", "Mijn lange verhaal").strip() in page
    assert not Notice.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(
    client: Client, row: Organisation
) -> None:
    assert send(client, row, telefoon_2="x").status_code == 200
    assert not Notice.objects.exists()


def test_many_from_one_address_must_wait_and_keep_what_they_typed(
    client: Client, row: Organisation
) -> None:
    answers = [send(client, row) for _ in range(6)]

    assert answers[-1].status_code == 429
    assert "De straat klopt niet." in answers[-1].content.decode()
    assert Notice.objects.count() == 5


def test_pages_for_everyone_never_show_what_others_reported(
    client: Client, row: Organisation
) -> None:
    send(client, row, tekst="Geheim verhaal", mail="geheim@voorbeeld.be")

    for route in ("report", "claim"):
        page = client.get(address(row, route)).content.decode()
        assert "eheim" not in page
    assert client.get("/beheer/meldingen").status_code == 404


def everything() -> str:
    """All rows of the directory, as text."""
    models = [m for m in apps.get_models() if m.__module__.startswith("netwerkbouwer.")]
    return "".join(
        serializers.serialize("json", model._default_manager.all(), ensure_ascii=False)
        for model in models
        if model._meta.app_label in {"organisations", "network", "importing"}
    )


def days_pass(days: float = 7) -> None:
    """Let the worker look after so many days."""
    waiting = Job.objects.filter(work=jobs.path_of(hiding.erase_waiting), state="waiting")
    waiting.update(queued_at=F("queued_at") - timedelta(days=days))
    jobs.reap(all_are_dead=True)
    for job in Job.objects.filter(work=jobs.path_of(hiding.erase_waiting), state="waiting"):
        if job.queued_at <= timezone.now():
            jobs.carry_out(job.pk)


def test_a_one_person_business_that_objects_is_hidden_at_once_and_gone_after_a_week(
    client: Client, shop: Organisation
) -> None:
    people.curator(client)
    client.post(address(shop, "edit"), people.form(shop, description="Over Zoë en haar oven"))
    shop.refresh_from_db()
    Client().post(address(shop, "report"), {"soort": "fout", "tekst": "Ik ben Zoë", "mail": ""})
    people.told(key="9", name="Atelier Zoë Janssens", street="Oudestraat 1", is_person="ja")
    assert "Geheimstraat" in everything()

    answer = send(Client(), shop, "eruit", tekst="Ik, Zoë, wil weg", mail="zoe@zoe-janssens.be")

    assert "niet meer in de gids" in answer.content.decode()
    shop.refresh_from_db()
    assert shop.hidden_on is not None
    assert SourceRecord.objects.filter(organisation=shop).exists(), "nobody proved anything"
    assert "wil weg" not in everything()
    days_pass()
    assert not SourceRecord.objects.filter(organisation=shop).exists()
    left = everything().lower()
    for word in ("zoë", "zoe", "janssens", "geheimstraat", "oudestraat", "0407703668", "oven"):
        assert word not in left
    assert Client().get(address(shop, "report")).status_code == 404


def test_an_objection_can_be_called_off_for_a_week(
    client: Client, shop: Organisation, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.voorbeeld.be"
    Organisation.objects.filter(pk=shop.pk).update(email="info@zoe-janssens.be")

    said = send(client, shop, "eruit", mail="iemand@anders.be").content.decode()

    (letter,) = mailoutbox
    assert letter.to == ["info@zoe-janssens.be"], "never the address a stranger typed"
    link = re.search(r"/terug-in-de-gids/\S+", str(letter.body))
    assert link is not None
    day = date_format(timezone.localdate() + timedelta(days=7), "j F Y")
    assert f"Op {day} wissen we" in said
    assert "stuurden een mail" in said
    mia = Client()
    people.curator(mia)
    assert f"wordt gewist op {day}" in mia.get("/beheer/meldingen").content.decode()
    days_pass(6.9)
    assert "Atelier" in client.get(link[0]).content.decode()
    shop.refresh_from_db()
    assert shop.hidden_on is not None, "looking changes nothing"

    assert client.post(link[0]).status_code == 302

    shop.refresh_from_db()
    assert shop.hidden_on is None
    assert not suppression.known()
    days_pass(30)
    shop.refresh_from_db()
    assert shop.name == "Atelier Zoë Janssens"
    assert client.get(link[0]).status_code == 410
    send(client, shop, "eruit")
    days_pass(1)
    assert not hiding.is_erased(Organisation.objects.get(pk=shop.pk)), "a new week began"


def test_a_curator_who_shows_it_again_stops_the_erasing(client: Client, shop: Organisation) -> None:
    send(client, shop, "eruit")
    people.curator(client)
    client.post(address(shop, "show_again"))
    days_pass(30)
    shop.refresh_from_db()
    assert shop.name == "Atelier Zoë Janssens"
    assert client.get(f"/terug-in-de-gids/{hiding.sign(shop)}").status_code == 410


def test_who_objected_is_kept_out_of_the_next_import(client: Client, shop: Organisation) -> None:
    send(client, shop, "eruit")

    assert suppression.is_suppressed("lijst", "9", "Heet anders", "11002")
    assert suppression.is_suppressed("osm", "n/1", "atelier zoe janssens", people.GHENT)


def test_taking_in_the_same_business_again_writes_nothing(
    client: Client, shop: Organisation
) -> None:
    send(client, shop, "eruit")
    days_pass()
    before = Organisation.objects.count()

    with pytest.raises(AssertionError):  # nothing was written, so it finds nothing to give
        people.told(key="9", name="Atelier Zoë Janssens", is_person="ja")
    with pytest.raises(AssertionError):
        people.told(source="Kaart", key="77", name="ATELIER ZOE JANSSENS", is_person="ja")

    assert Organisation.objects.count() == before
    assert people.told(key="78", name="Atelier Zoë Peeters").name == "Atelier Zoë Peeters"


def test_an_organisation_that_objects_waits_for_a_curator(
    client: Client, row: Organisation
) -> None:
    mia = Client()
    people.curator(mia)

    answer = send(client, row, "eruit", tekst="")

    row.refresh_from_db()
    assert row.hidden_on is None
    assert "Een beheerder kijkt het na" in answer.content.decode()
    page = mia.get("/beheer/meldingen").content.decode()
    assert "wij willen hier niet in staan" in page
    mia.post("/beheer/meldingen/besluit", {"melding": Notice.objects.get().pk, "doe": "verberg"})
    row.refresh_from_db()
    assert row.hidden_on is not None
    assert suppression.is_suppressed("lijst", "1", "", "")
    assert Change.objects.filter(kind=Change.Kind.HIDDEN, by="Mia").count() == 1


def test_a_hidden_organisation_is_found_by_nobody_but_a_curator_can_show_it_again(
    client: Client, row: Organisation
) -> None:
    mia = Client()
    people.curator(mia)
    mia.post(address(row, "hide"))
    for route in ("report", "claim"):
        assert client.get(address(row, route)).status_code == 404
    assert client.get(f"/organisaties/{row.public_id}-jeugdhuis-x").status_code in (404, 410)
    assert mia.get(address(row, "edit")).status_code == 200

    mia.post(address(row, "show_again"))

    row.refresh_from_db()
    assert row.hidden_on is None
    assert not suppression.known()
    assert client.get(address(row, "report")).status_code == 200


def test_an_import_does_not_show_a_hidden_organisation(client: Client, row: Organisation) -> None:
    hiding.hide(row, "Mia")

    people.told(street="Nieuwe straat 1", on="2026-06-30")

    row.refresh_from_db()
    assert row.hidden_on is not None


def test_what_was_erased_cannot_be_shown_again(client: Client, shop: Organisation) -> None:
    people.curator(client)
    hiding.erase(shop, "")

    answer = client.post(address(shop, "show_again"))

    assert answer.status_code == 422
    shop.refresh_from_db()
    assert shop.hidden_on is not None


def test_that_it_closed_hides_it_without_keeping_a_successor_out(
    client: Client, row: Organisation
) -> None:
    people.curator(client)
    send(Client(), row, "gestopt")

    client.post("/beheer/meldingen/besluit", {"melding": Notice.objects.get().pk, "doe": "verberg"})

    row.refresh_from_db()
    assert row.hidden_on is not None
    assert not suppression.known()


def test_a_notice_is_handled_once(client: Client, row: Organisation) -> None:
    people.curator(client)
    send(Client(), row)
    given = {"melding": Notice.objects.get().pk, "doe": "klaar", "antwoord": "Straat verbeterd"}

    assert client.post("/beheer/meldingen/besluit", given).status_code == 302
    again = client.post("/beheer/meldingen/besluit", {**given, "doe": "weiger"})

    assert again.status_code == 422
    assert "al af" in again.content.decode()
    assert Notice.objects.get().state == Notice.State.DONE


def test_a_note_with_an_address_in_it_is_refused_and_kept_on_the_page(
    client: Client, row: Organisation
) -> None:
    people.curator(client)
    send(Client(), row)
    given = {"melding": Notice.objects.get().pk, "doe": "klaar", "antwoord": "kijk op evil.com"}

    answer = client.post("/beheer/meldingen/besluit", given)

    assert answer.status_code == 422
    assert 'value="kijk op evil.com"' in answer.content.decode()


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 30, "٣"])
def test_a_notice_that_does_not_exist_is_not_found(client: Client, db: None, number: str) -> None:
    people.curator(client)

    for page in ("meldingen", "aanvragen"):
        given = {"melding": number, "aanvraag": number, "doe": "klaar"}
        assert client.post(f"/beheer/{page}/besluit", given).status_code == 404


def test_erasing_takes_those_merged_into_it_along(shop: Organisation) -> None:
    other = people.told(key="10", name="Zoë keramiek", is_person="ja")
    Organisation.objects.filter(pk=other.pk).update(merged_into=shop)

    hiding.erase(shop, "")

    assert "zo" not in json.dumps([r.name for r in Organisation.objects.all()]).lower()
    assert not Claim.objects.exists()
    assert suppression.is_suppressed("lijst", "10", "", "")


def test_erasing_takes_links_and_their_evidence_along(
    shop: Organisation, row: Organisation
) -> None:
    link = network.NewLink(shop.pk, row.pk, evidence="Zoë zei het")
    network.add_link(link, source=Source.objects.get(), by="Mia")

    hiding.erase(shop, "")

    assert not Link.objects.exists()


def test_the_page_for_the_listed_says_how_to_get_out(client: Client, row: Organisation) -> None:
    page = client.get("/in-de-gids").content.decode()

    for words in ("Lijst", "Wij willen hier niet in staan", "Gegevensbeschermingsautoriteit"):
        assert words in page


def test_home_says_what_waits_and_helps_when_nothing_does(
    client: Client, row: Organisation
) -> None:
    people.curator(client)
    quiet = client.get("/beheer").content.decode()
    send(Client(), row)
    busy = client.get("/beheer").content.decode()

    assert "Geen meldingen. Bij elke organisatie kan iedereen iets melden." in quiet
    assert "Iemand zag een fout" in busy
    for there in ("/beheer/dubbels", "/beheer/meldingen", "/beheer/aanvragen", "/beheer/inladen"):
        assert f'href="{there}"' in quiet
