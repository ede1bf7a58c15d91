# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boards on paper: everything is in it, the pages have the right size, and machines can read it."""

import re
import subprocess
import sys

import pytest

from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method
from netwerkbouwer.reports import documents, exports, pdf
from tests.factories import boards
from tests.reports import papers, stories

A4, A3 = (210, 297), (420, 297)
pytestmark = pytest.mark.django_db


def test_the_workbook_holds_the_whole_story() -> None:
    by = stories.cultural_centre()

    found = papers.words(papers.make(by, "werkboek.pdf"))

    for wanted in (
        "Partners voor weekdagen in de grote zaal", "Cultuurcentrum De Proef", "Aalst",
        "Op weekdagen staat onze zaal leeg", "Een groot podium met techniek",
        "Harmonie De Ware Vrienden", "Woonzorgcentrum Sint-Proef", "Circusatelier Proefring",
        "Kunsthumaniora Voorbeeld", "Ninove", "Denderleeuw", "Gent", "ergens aan de Dender",
        "Amateurkunsten", "Welzijn", "Onderwijs",
        "Open repetities op woensdagavond in onze zaal", "Luisternamiddagen voor bewoners",
        "Bovenlokaal?", "Grensverleggend?", "Leerlingen komen uit de hele streek.",
        "Luisteren op woensdag", "verkennen", "In januari samen aan tafel.",
        "De harmonie bellen", "4 december 2026", "OP/TIL", by.board.pk, papers.ADDRESS,
    ):  # fmt: skip
        assert papers.joined(wanted) in found, wanted


def test_the_workbook_can_be_read_by_a_screen_reader() -> None:
    reader = papers.reader(papers.make(stories.cultural_centre(), "werkboek.pdf"))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Partners voor weekdagen" in str(reader.metadata and reader.metadata.title)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_workbook_is_on_a4_with_numbered_pages() -> None:
    document = papers.make(stories.cultural_centre(), "werkboek.pdf")
    pages = papers.reader(document).pages

    assert set(papers.sizes(document)) == {A4}
    for number, page in enumerate(pages, start=1):
        assert papers.joined(f"blz. {number} van {len(pages)}") in papers.joined(
            page.extract_text()
        )


def test_the_drawing_has_a_text_for_who_cannot_see_it() -> None:
    document = papers.make(stories.cultural_centre(), "bollen.pdf")

    alternatives = figure_texts(papers.reader(document).trailer["/Root"]["/StructTreeRoot"])

    assert any("Ninove: 1 in cultuur" in text for text in alternatives)


def figure_texts(node: object) -> list[str]:
    """The alternative texts of all figures below a node of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for child in node for text in figure_texts(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (figure_texts(node["/K"]) if "/K" in node else [])


def test_the_bubble_sheets_are_on_a3_with_everyone_in_a_list() -> None:
    document = papers.make(stories.cultural_centre(), "bollen.pdf")

    assert set(papers.sizes(document)) == {A3}
    found = papers.words(document)
    assert papers.joined("Iedereen op een rij") in found
    assert papers.joined("Circusatelier Proefring cultuur") in found
    assert papers.joined("Denkoefening 2: Een groot podium met techniek") in found


def test_the_picture_is_a_png_of_an_a3() -> None:
    made = papers.make(stories.cultural_centre(), "bollen.png")

    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = int.from_bytes(made[16:20]), int.from_bytes(made[20:24])
    assert (width, height) == (2480, 1754)


def test_an_empty_board_gives_a_workbook_and_says_what_the_diagram_needs() -> None:
    by = boards.make_board()

    assert papers.sizes(papers.make(by, "werkboek.pdf"))
    with pytest.raises(pdf.NotMade, match="gemeente"):
        papers.make(by, "bollen.pdf")


@pytest.mark.parametrize("variant", ["vl", "nl"])
@pytest.mark.parametrize("method", methods.published(), ids=lambda method: method.slug)
def test_every_method_has_a_workbook_and_a_print_pack(method: Method, variant: str) -> None:
    slug = method.slug
    by = boards.make_board(slug, variant=variant)
    worded = methods.method(slug, methods.newest(slug).version, variant)

    pack = documents.print_pack(worded, variant=variant, address="voorbeeld.be/werkvormen")

    assert papers.joined(worded.title) in papers.words(papers.make(by, "werkboek.pdf"))
    assert A4 in papers.sizes(pack)
    assert papers.joined(worded.steps[0].ask) in papers.words(pack)


def test_the_print_pack_has_all_cards_blank_ones_and_empty_diagrams() -> None:
    method = methods.newest("bouw-je-netwerk-uit")

    pack = documents.print_pack(method, variant="vl", address="voorbeeld.be")

    found = papers.words(pack)
    assert papers.sizes(pack).count(A3) == 2
    for label in ("Kunsten", "Gezondheidszorg", "Andere: samenleving", "Lege partnerkaarten"):
        assert papers.joined(label) in found
    assert papers.joined("Knip langs de streepjes") in found
    assert papers.joined("Inspiratielijst") in found


# What someone typed, and a piece of it as it must stand on paper.
HOSTILE = {
    '#import "@preview/cetz:0.3.0": *': '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")': '#read("/etc/passwd")',
    '#image("/etc/passwd") #eval("1+1")': '#image("/etc/passwd") #eval("1+1")',
    "{{7*7}} {% debug %} ${7*7} <%= 7*7 %>": "{{7*7}} {% debug %} ${7*7} <%= 7*7 %>",
    "= Kop *vet* _schuin_ $ x^2 $ // weg `code`": "= Kop *vet* _schuin_ $ x^2 $ // weg `code`",
    ']]) #panic("stop") [[(': ']]) #panic("stop") [[(',
    "</text><script>alert(1)</script>": "</text><script>alert(1)</script>",
    "<image href='file:///etc/passwd'/>": "<image href='file:///etc/passwd'/>",
    "Ünïcödé, Ελλάδα, Україна": "Ünïcödé, Ελλάδα, Україна",
    "العربية en עברית": "en",
    "😀 🎪 👩‍👩‍👧 vlag": "😀 🎪",
    "漢字 𒀀 klaar": "□□ □ klaar",
    "\u202egespiegeld\u202c \u200bonzichtbaar\ufeff": "gespiegeld onzichtbaar",
    "cafe\u0301 \U000e0041 \ufffe slot": "café",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_people_are_printed_and_never_run(text: str) -> None:
    by = boards.make_board(title=text)
    stories.fill_single(by, "who", text)
    stories.fill_single(by, "where", municipality=stories.AALST)
    exercise = boards.add_card(by, "exercises", "exercise", text, kind="from_strength")
    stories.candidate(by, exercise, text, text, municipality=stories.GENT, notes=text)

    for name in ("werkboek.pdf", "bollen.pdf"):
        found = papers.words(papers.make(by, name))
        assert "root:" not in found
        assert papers.joined(HOSTILE[text]) in found


def test_a_word_of_twenty_thousand_letters_stays_on_the_page() -> None:
    by = boards.make_board()
    stories.fill_single(by, "what", "a" * 19_990 + "einde")

    document = papers.make(by, "werkboek.pdf")

    text = "\n".join(page.extract_text() for page in papers.reader(document).pages)
    lines = [len(line) for line in re.findall("a{20,}", text.replace("\u200b", ""))]
    assert sum(lines) >= 19_980
    assert max(lines) < 120


def test_a_mark_that_no_font_has_on_its_letter_does_not_stop_the_document() -> None:
    by = boards.make_board()
    stories.fill_single(by, "what", "🖥\u0352 en 🖥\u0659 verder")

    document = papers.make(by, "werkboek.pdf")

    assert "verder" in papers.words(document)
    assert papers.reader(document).trailer["/Root"]["/StructTreeRoot"]["/K"]


def test_the_typesetter_knows_no_packages_and_no_files_outside_its_folder() -> None:
    for code in ('#import "@preview/cetz:0.3.0": *', '#read("/etc/passwd")', '#read("../pdf.py")'):
        said = run_as_template(code)

        assert said.returncode != 0, code
        assert b"root:" not in said.stdout


def run_as_template(code: str) -> subprocess.CompletedProcess[bytes]:
    """Set a text as if it were our template: what user text would do if it ever became one."""
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import typesetting, typst\n"
        "typesetting.limit()\n"
        "here = typesetting.HERE / 'typst'\n"
        "typst.compile(sys.argv[2].encode(), root=str(here), package_path=str(here / 'no'),"
        " package_cache_path=str(here / 'no'))\n"
    )
    folder = str(pdf.SCRIPT.parent)
    return subprocess.run(
        [sys.executable, "-I", "-c", script, folder, code],
        capture_output=True,
        check=False,
        timeout=60,
        env={"HTTPS_PROXY": "http://127.0.0.1:9"},
    )


def test_a_document_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.001)

    with pytest.raises(pdf.NotMade, match="te lang"):
        papers.make(boards.make_board(), "werkboek.pdf")


def test_a_typesetter_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports.documents, "workbook_data", lambda report: {})

    with pytest.raises(pdf.NotMade, match="lukte niet"):
        papers.make(boards.make_board(), "werkboek.pdf")


def test_nobody_waits_for_ever_for_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "QUEUE", 0.01)
    for _ in range(pdf.AT_ONCE):
        pdf._turns.acquire()
    try:
        with pytest.raises(pdf.NotMade, match="tegelijk"):
            papers.make(boards.make_board(), "werkboek.pdf")
    finally:
        for _ in range(pdf.AT_ONCE):
            pdf._turns.release()
