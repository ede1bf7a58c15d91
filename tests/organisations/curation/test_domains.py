# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which mail addresses prove that someone belongs to an organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations.curation import domains
from netwerkbouwer.organisations.curation.domains import NotTheirs

SITE = "https://www.jeugdhuis-x.be/contact"


@pytest.mark.parametrize(
    ("typed", "website"),
    [
        ("info@jeugdhuis-x.be", SITE),
        ("  Info@Jeugdhuis-X.BE ", SITE),
        ("bib@gemeente.be", "https://bib.gemeente.be"),
        ("bib@bib.gemeente.be", "https://www.bib.gemeente.be/x"),
        ("jan.peeters+club@club.nl", "http://club.nl:8080/"),
        ("info@café-de-zaal.be", "https://café-de-zaal.be"),
        ("info@xn--caf-de-zaal-dbb.be", "https://café-de-zaal.be"),
        ("a@museum.co.uk", "https://www.museum.co.uk"),
        ("info@huis.gent", "https://huis.gent"),
    ],
)
def test_an_address_at_the_own_domain_is_proof(typed: str, website: str) -> None:
    address = domains.proven_address(typed, website)

    assert address.isascii()
    assert address == address.lower().strip()


@pytest.mark.parametrize(
    "typed",
    [
        "info@jeugdhuis-x.be.evil.com",
        "info@evil-jeugdhuis-x.be",
        "info@jeugdhuis-x.be@evil.com",
        "info@mail.jeugdhuis-x.be",
        "info@jeugdhuis-x.nl",
        "info@jeugdhuis_x.be",
        "info@jeugdhuls-x.be",
        "info@jеugdhuis-x.be",  # a Cyrillic е
        "info@xn--jugdhuis-x-47h.be",
        "info@jeugdhuis-x.be\nBcc: all@evil.com",
        "info@jeugdhuis-x.be\r\nSubject: x",
        "info@jeugdhuis-x.be, evil@evil.com",
        "evil@evil.com, info@jeugdhuis-x.be",
        '"a b"@jeugdhuis-x.be',
        "info(evil)@jeugdhuis-x.be",
        "<info@jeugdhuis-x.be>",
        "info@[127.0.0.1]",
        "info@jeugdhuis-x.be\u200b",
        "info%evil.com@jeugdhuis-x.be",
        "info@be",
        "info@.be",
        "info@",
        "@jeugdhuis-x.be",
        "jeugdhuis-x.be",
        "",
        "i@" + "a" * 300 + ".be",
        "a" * 65 + "@jeugdhuis-x.be",
    ],
)
def test_look_alikes_and_tricks_are_refused(typed: str) -> None:
    with pytest.raises(NotTheirs):
        domains.proven_address(typed, SITE)


@pytest.mark.parametrize("provider", ["gmail.com", "hotmail.be", "telenet.be", "ziggo.nl"])
def test_free_mail_is_refused_also_when_it_is_told_as_the_website(provider: str) -> None:
    for website in (SITE, f"https://{provider}", f"https://users.{provider}/x"):
        with pytest.raises(NotTheirs):
            domains.proven_address(f"x@{provider}", website)


@pytest.mark.parametrize(
    "website",
    [
        "https://www.facebook.com/jeugdhuis",
        "https://jeugdhuis.wordpress.com",
        "https://sites.google.com/view/jeugdhuis",
        "https://jeugdhuis.github.io",
        "https://jeugdhuis.jouwweb.nl",
        "https://co.uk",
        "https://192.168.1.1/",
        "https://[::1]/",
        "https://localhost",
        "https://be",
        "https:///x",
        "http://[",
        "",
        "jeugdhuis-x.be",
    ],
)
def test_a_shared_or_unreadable_website_proves_nothing(website: str) -> None:
    assert domains.own_domains(website) == ()
    for typed in ("x@facebook.com", "x@jeugdhuis.wordpress.com", "x@co.uk", "x@google.com"):
        with pytest.raises(NotTheirs, match="geen eigen website"):
            domains.proven_address(typed, website)


def test_the_sentence_names_the_domain_to_use() -> None:
    with pytest.raises(NotTheirs, match="eindigt op @jeugdhuis-x.be"):
        domains.proven_address("info@anders.be", SITE)
    with pytest.raises(NotTheirs, match="kan iedereen maken"):
        domains.proven_address("jeugdhuis@gmail.com", SITE)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it_and_what_passes_is_one_plain_address(typed: str, host: str) -> None:
    for address in (typed, f"{typed}@jeugdhuis-x.be", f"info@{typed}"):
        for website in (SITE, f"https://{host}/"):
            try:
                given_back = domains.proven_address(address, website)
            except NotTheirs:
                continue
            local, at, domain = given_back.partition("@")
            assert at
            assert domain in domains.own_domains(website)
            assert not set(local) - set("abcdefghijklmnopqrstuvwxyz0123456789._+-")
