# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few mails we send: fixed texts, one recipient each, never many, over a real SMTP line."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from netwerkbouwer.common import mail_server
from netwerkbouwer.common.env import WrongSetting
from netwerkbouwer.organisations.curation import confirming, mail
from netwerkbouwer.organisations.curation.mail import Letter, Outcome, Purpose
from netwerkbouwer.organisations.models import Organisation, SentMail
from tests.organisations.curation import people
from tests.organisations.curation.people import address
from tests.organisations.curation.sink import Sink

pytestmark = pytest.mark.django_db


def letter(to: str = "info@x.be", **more: Any) -> Letter:
    return Letter(**{"purpose": Purpose.PROVE, "to": to, "organisation": "Jeugdhuis X",
                     "link": "http://testserver/aanvraag/abc", **more})  # fmt: skip


def test_a_mail_reaches_one_person_with_a_fixed_text(sink: Sink) -> None:
    assert mail.send(letter(out="http://testserver/organisaties/x/melden")) == Outcome.SENT

    (sent,) = sink.mails
    assert sink.recipients == [["info@x.be"]]
    assert sent["From"] == "gids@example.org"
    assert sent["Subject"] == "Bevestig je mailadres voor de gids"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Unsubscribe"] == "<http://testserver/organisaties/x/melden>"
    assert "http://testserver/aanvraag/abc" in sent.get_content()


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_text_names_the_organisation_and_its_link(purpose: Purpose) -> None:
    text = mail.body(letter(purpose=purpose, note="Tot gauw" if "ed" in purpose else ""))

    assert "‘Jeugdhuis X’" in text
    assert "http://testserver/aanvraag/abc" in text
    assert "&" not in text
    assert "{" not in text


def test_nobody_gets_more_than_three_a_day_and_all_together_have_a_limit_too(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TOGETHER", 5)
    outcomes = [mail.send(letter()) for _ in range(4)]
    outcomes += [mail.send(letter(f"a{n}@x.be")) for n in range(4)]

    assert [o.value for o in outcomes] == ["sent"] * 3 + ["too_many"] + ["sent"] * 2 + [
        "too_many"
    ] * 2
    assert len(sink.mails) == 5
    SentMail.objects.update(sent_at=timezone.now() - timedelta(days=2))
    assert mail.send(letter()) == Outcome.SENT


def test_capitals_do_not_make_another_recipient(sink: Sink) -> None:
    for to in ("info@x.be", "INFO@x.be", "Info@X.be"):
        mail.send(letter(to))

    assert mail.send(letter()) == Outcome.TOO_MANY


def test_the_count_does_not_keep_who_it_was(sink: Sink) -> None:
    mail.send(letter())

    (row,) = SentMail.objects.all()
    assert "info" not in row.recipient
    assert len(row.recipient) == 64


@pytest.mark.parametrize(
    "name", ["X\r\nBcc: all@evil.com", "X\nSubject: evil", "X\u2028Bcc: y", "X" * 5_000]
)
def test_a_name_cannot_add_headers_or_fill_a_mail(sink: Sink, name: str) -> None:
    assert mail.send(letter(organisation=name)) == Outcome.SENT

    (sent,) = sink.mails
    assert sent["Bcc"] is None
    assert sent["Subject"] == "Bevestig je mailadres voor de gids"
    assert len(sent.get_content()) < 2_000


@pytest.mark.parametrize("to", ["a@x.be\nBcc: b@y.be", "a@x.be\r\nSubject: z"])
def test_an_address_cannot_add_headers(sink: Sink, to: str) -> None:
    with pytest.raises(ValueError, match="address|Header"):
        mail.send(letter(to))

    assert sink.mails == []


@pytest.mark.parametrize(
    "note", ["kijk op http://x.be", "www.x", "naar evil.com", "mail a@b", "x" * 301]
)
def test_a_note_with_a_link_or_too_much_text_is_refused(note: str) -> None:
    with pytest.raises(mail.WrongNote):
        mail.read_note(note)


def test_a_note_is_one_plain_line() -> None:
    assert mail.read_note(" Dank je.\nTot gauw! ") == "Dank je. Tot gauw!"


def test_a_server_that_refuses_or_is_gone_is_told_and_not_a_crash(
    sink: Sink, settings: Any
) -> None:
    sink.refuses = True
    assert mail.send(letter()) == Outcome.FAILED

    settings.EMAIL_PORT = 1
    assert mail.send(letter("b@x.be")) == Outcome.FAILED


def test_without_a_server_nothing_is_sent_or_counted(settings: Any) -> None:
    settings.EMAIL_HOST = ""

    assert mail.send(letter()) == Outcome.OFF
    assert not SentMail.objects.exists()


def test_the_question_whether_it_is_still_right_is_answered_by_one_click(
    client: Client, sink: Sink
) -> None:
    row = people.told(email="info@jeugdhuis-x.be")
    people.curator(client)

    client.post(address(row, "confirm"), {"vraag": "ja"})
    text = sink.mails[0].get_content()
    link = "/klopt-nog/" + text.partition("/klopt-nog/")[2].split()[0]
    stranger = Client()
    page = stranger.get(link).content.decode()

    assert sink.recipients == [["info@jeugdhuis-x.be"]]
    assert "Klopt dit nog?" in page
    row.refresh_from_db()
    assert row.confirmed_on is None, "a program that opens links confirms nothing"
    assert "Dank je" in stranger.post(link).content.decode()
    row.refresh_from_db()
    assert row.confirmed_on == timezone.localdate()


def test_the_link_works_sixty_days_for_one_organisation(client: Client) -> None:
    row = people.told()
    signed = confirming.sign(row)
    link = f"/klopt-nog/{signed}"
    assert client.get(link).status_code == 200

    with mock.patch("time.time", return_value=timezone.now().timestamp() + 61 * 86_400):
        assert client.get(link).status_code == 410
    for wrong in (f"{link}x", "/klopt-nog/x", "/klopt-nog/" + "y" * 5_000, f"/klopt-nog/{row.pk}"):
        assert client.post(wrong).status_code == 410
    Organisation.objects.update(hidden_on=timezone.localdate())
    assert client.get(link).status_code == 410


def test_without_mail_the_curator_gets_the_text_and_the_link(client: Client) -> None:
    row = people.told(email="info@jeugdhuis-x.be")
    people.curator(client)

    page = client.post(address(row, "confirm"), {"vraag": "ja"}).content.decode()

    assert "verstuurt geen mail" in page
    assert 'value="info@jeugdhuis-x.be"' in page
    assert "/klopt-nog/" in page


def test_the_settings_of_a_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail_server.read().host == ""
    monkeypatch.setenv("NB_MAIL_HOST", "smtp.example.org")
    with pytest.raises(WrongSetting, match="NB_MAIL_FROM"):
        mail_server.read()
    monkeypatch.setenv("NB_MAIL_FROM", "gids@example.org")
    monkeypatch.setenv("NB_MAIL_PASSWORD", "geheim")
    found = mail_server.read()
    assert (found.port, found.security, found.password) == (587, "starttls", "geheim")
    assert "geheim" not in repr(found)
    monkeypatch.setenv("NB_MAIL_SECURITY", "tls")
    assert mail_server.read().port == 465
    for name, wrong in (("NB_MAIL_PORT", "x"), ("NB_MAIL_SECURITY", "ssl")):
        monkeypatch.setenv(name, wrong)
        with pytest.raises(WrongSetting, match=name):
            mail_server.read()
