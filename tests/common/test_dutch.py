# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch analysis: what it finds in compounds, what it leaves whole, and that it never breaks."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netwerkbouwer.common import compounds, dutch, dutch_words

# Parts were fitted on the first lists; the held-out ones were only measured.
COMPOUNDS = """
buurthuis buurt+huis
jeugdhuis jeugd+huis
muziekschool muziek+school
cultuurcentrum cultuur+centrum
gemeenschapscentrum gemeenschap+centrum
woonzorgcentrum woon+zorg+centrum
dienstencentrum diensten+centrum
kinderopvang kinder+opvang
moestuin moes+tuin
speelplein speel+plein
schoolplein school+plein
repetitieruimte repetitie+ruimte
vergaderzaal vergader+zaal
sporthal sport+hal
concertzaal concert+zaal
toneelvereniging toneel+vereniging
vrijwilligerswerk vrijwilligers+werk
ouderenzorg ouderen+zorg
mantelzorgers mantel+zorgers
armoedebestrijding armoede+bestrijding
taalcursus taal+cursus
taalles taal+les
erfgoedcel erfgoed+cel
heemkring heem+kring
dorpshuis dorps+huis
wijkcentrum wijk+centrum
boekenclub boeken+club
leeskring lees+kring
amateurkunst amateur+kunst
kunstacademie kunst+academie
fanfareorkest fanfare+orkest
kerkgebouw kerk+gebouw
parkeerplaats parkeer+plaats
fietspad fiets+pad
belbus bel+bus
natuurgebied natuur+gebied
milieuvereniging milieu+vereniging
klimaatbeleid klimaat+beleid
jeugdbeleid jeugd+beleid
cultuurbeleid cultuur+beleid
subsidieaanvraag subsidie+aanvraag
winkelstraat winkel+straat
zwembad zwem+bad
voetbalclub voetbal+club
scoutsgroep scouts+groep
jeugdbeweging jeugd+beweging
circusschool circus+school
dansgroep dans+groep
theatergezelschap theater+gezelschap
podiumkunsten podium+kunsten
geluidsinstallatie geluids+installatie
lichttechniek licht+techniek
doelgroepen doel+groepen
nieuwsbrief nieuws+brief
streekmuseum streek+museum
stadsarchief stads+archief
bibliotheekwerking bibliotheek+werking
schuldhulpverlening schuld+hulp+verlening
gezinsbond gezins+bond
asielcentrum asiel+centrum
basisschool basis+school
kleuterschool kleuter+school
ziekenhuis zieken+huis
huisarts huis+arts
rolstoelgebruikers rolstoel+gebruikers
tentoonstellingsruimte tentoonstellings+ruimte
publiekswerking publieks+werking
zaalhuur zaal+huur
weekdagen week+dagen
"""
HELD_OUT_COMPOUNDS = """
volkstuin volks+tuin
muziekkapel muziek+kapel
dorpsplein dorps+plein
stadspark stads+park
jeugdwerker jeugd+werker
schoolbibliotheek school+bibliotheek
bejaardentehuis bejaarden+tehuis
zorgboerderij zorg+boerderij
voedselbank voedsel+bank
kringloopwinkel kringloop+winkel
wereldwinkel wereld+winkel
speelgoedbibliotheek speelgoed+bibliotheek
turnzaal turn+zaal
danszaal dans+zaal
balletschool ballet+school
filmclub film+club
koorzangers koor+zangers
toneelkring toneel+kring
harmonieorkest harmonie+orkest
straattheater straat+theater
poppentheater poppen+theater
beeldhouwer beeld+houwer
schildercursus schilder+cursus
kookles kook+les
fietsroute fiets+route
wandelroute wandel+route
natuurwandeling natuur+wandeling
bosbeheer bos+beheer
landschapszorg landschaps+zorg
waterbeheer water+beheer
energieloket energie+loket
woningbouw woning+bouw
huurdersbond huurders+bond
buurtwerk buurt+werk
straathoekwerk straat+hoek+werk
opvoedingswinkel opvoedings+winkel
gezondheidscentrum gezondheids+centrum
verpleeghuis verpleeg+huis
thuiszorg thuis+zorg
rusthuis rust+huis
patientenvereniging patienten+vereniging
sportraad sport+raad
sportdienst sport+dienst
zwemclub zwem+club
tennisvereniging tennis+vereniging
cultuurraad cultuur+raad
cultuurdienst cultuur+dienst
erfgoedvereniging erfgoed+vereniging
museumgids museum+gids
kerkfabriek kerk+fabriek
archiefstukken archief+stukken
reisbureau reis+bureau
streekproducten streek+producten
marktplein markt+plein
werkplaats werk+plaats
arbeidsmarkt arbeids+markt
inburgeringscursus inburgerings+cursus
taalbad taal+bad
leesbevordering lees+bevordering
avondschool avond+school
studietoelage studie+toelage
leerlingenvervoer leerlingen+vervoer
busvervoer bus+vervoer
personeelsfeest personeels+feest
ledenwerving leden+werving
tekstborden tekst+borden
"""
WHOLE = """
fortuin transport palestijn kantine bibliotheek theater muziek vereniging organisatie publiek
gemeente overheid uitdaging ondersteuning voordeel aanbod activiteiten vrijwilliger samenwerking
senioren jongeren kinderen middelen locatie cultureel podium repetitie verlichting werking
inwoners toegankelijkheid eenzaamheid mogelijkheden architectuur integratie festival museum
kermis belangrijk onderzoek vluchtelingen gebruikers bezoekers leerlingen artiesten materiaal
personeel organiseren bereiken verbinding
"""
HELD_OUT_WHOLE = """
restaurant gezelschap regisseur circus acrobaat muzikanten componist schilderij tentoonstelling
erfgoed heemkunde dirigent orkest komedie literatuur dichter schrijver bewoners burgers
werknemers werkgevers ondernemers leerkrachten opleiding ontmoeting deelnemers mobiliteit
duurzaamheid klimaat landschap provincie federatie stichting academie universiteit gezondheid
beperking verslaving armoede eenzaam betaalbaar technisch programma promotie communicatie
financieel bestuur interesse
"""

FINDS = """
zaal concertzaal
zalen repetitiezaal
tuin moestuin
tuin volkstuinen
school muziekschool
scholen kunstschool
huis buurthuizen
jongeren jongerenwerking
jeugd jeugdhuis
ouderen ouderenzorg
vrijwilligers vrijwilligerswerk
kinderen kinderopvang
steden stadspark
taal taalcursussen
erfgoed erfgoedcel
museum streekmusea
fiets fietsroute
circus circusateliers
zorg woonzorgcentrum
culturele cultureel
sociale sociaal
repetities repetitielokaal
podium podiumkunsten
"""
DECOYS = """
tuin fortuin
sport transport
les palestijn
zaal zalig
gras grasso
boot bot
maan man
school schol
taal tal
erf erfgoed
oude ouder
kunst naar
huis thuis
"""


def pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


def parts(word: str) -> list[str]:
    return [word[start:end] for start, end in compounds.split(word)]


def same(found: list[str], wanted: list[str]) -> bool:
    """Parts are the same apart from a linking -s or -en that went along."""
    return len(found) == len(wanted) and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(found, wanted, strict=True)
    )


@pytest.mark.parametrize(
    ("words", "least"), [(COMPOUNDS, 0.95), (HELD_OUT_COMPOUNDS, 0.95)], ids=["own", "held out"]
)
def test_nearly_all_compounds_are_split_where_a_reader_would(words: str, least: float) -> None:
    wanted = dict(pairs(words))
    right = [word for word, split in wanted.items() if same(parts(word), split.split("+"))]

    assert len(wanted) >= 60
    assert len(right) / len(wanted) >= least, set(wanted) - set(right)


@pytest.mark.parametrize("words", [WHOLE, HELD_OUT_WHOLE], ids=["own", "held out"])
def test_words_that_are_no_compound_stay_whole(words: str) -> None:
    assert len(words.split()) >= 40
    assert {word: parts(word) for word in words.split() if parts(word)} == {}


def test_words_known_as_one_are_never_split() -> None:
    assert {word: parts(word) for word in dutch_words.WHOLE if parts(word)} == {}


@pytest.mark.parametrize(("asked", "word"), pairs(FINDS))
def test_a_word_finds_the_compound_it_is_part_of(asked: str, word: str) -> None:
    assert set(dutch.stems(asked)) & set(dutch.stems(word))


@pytest.mark.parametrize(("asked", "word"), pairs(DECOYS))
def test_a_word_does_not_find_what_only_looks_like_it(asked: str, word: str) -> None:
    assert not set(dutch.stems(asked)) & set(dutch.stems(word))


def test_tokens_say_where_they_stand_in_the_text() -> None:
    tokens = dutch.analyse("Onze Repetitieruimte, in café ’t Hoekje")

    assert [(t.surface, t.start, t.end, t.is_part) for t in tokens] == [
        ("Repetitieruimte", 5, 20, False),
        ("Repetitie", 5, 14, True),
        ("ruimte", 14, 20, True),
        ("café", 25, 29, False),
        ("Hoekje", 33, 39, False),
    ]


def test_stop_words_and_single_letters_say_nothing() -> None:
    assert dutch.analyse("We zoeken een X voor de") == []


@pytest.mark.parametrize(
    "text", ["CAFÉ", "café", "cafe\u0301", "ca\u200bfé", "ca\u00adfe", "ＣＡＦＥ"]
)
def test_case_accents_and_invisible_characters_make_no_difference(text: str) -> None:
    assert dutch.stems(text) == ["cafe"]


def test_the_version_names_the_stemmer() -> None:
    assert "kp" in dutch.ANALYSER_VERSION
    assert dutch.ANALYSER_VERSION[0].isdigit()


@given(st.text())
@example("\x00\ud800\u202e")
@example("İß½ǆ" * 30)
@example("werk" * 2_000)
def test_any_text_gives_tokens_that_lie_inside_it(text: str) -> None:
    tokens = dutch.analyse(text)

    assert [token.stem for token in tokens] == dutch.stems(text)
    for token in tokens:
        assert token.surface == text[token.start : token.end] != ""
        assert token.stem.isascii()
        assert len(token.stem) <= dutch.LONGEST_WORD


@given(st.text(alphabet="aeioubdgklmnprstwz", min_size=1, max_size=60))
def test_parts_lie_in_order_inside_the_word_and_reach_its_end(word: str) -> None:
    spans = compounds.split(word)

    assert len(spans) <= compounds.MOST_PARTS
    assert not spans or (len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == len(word))
    for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
        assert end <= start <= end + 2


@given(st.lists(st.sampled_from(["moestuin", "Café", "ouderenzorg", "2024", "van"]), max_size=8))
def test_stems_of_a_text_are_the_stems_of_its_words(words: list[str]) -> None:
    apart = [stem for word in words for stem in dutch.stems(word)]

    assert dutch.stems(unicodedata.normalize("NFD", " ".join(words))) == apart
