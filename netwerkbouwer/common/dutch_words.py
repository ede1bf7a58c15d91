# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Word lists of the Dutch analyser, folded: lower case, without accents. Pure."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about a subject. Also verbs of asking and offering: everyone uses them.
STOP_WORDS = _words(
    """
    aan achter af al alle alleen alles als ander andere anders bij bijna binnen binnenkort boven
    buiten daar daarbij daardoor daarmee daarna daarnaast daarom daarvan daarvoor dan dat de den
    der des deze die dit doch doen doet door dus echt echter een eens eigen elk elkaar elke en
    enkel enkele er eraan erg ergens erop ervan ervoor even ga gaan gaat geef geeft geen gedaan
    geven geworden had hadden heb hebben hebt heeft heel hele hem hen her het hier hij hoe hoeveel
    hun iedere iedereen iemand iets ik in is ja je jij jou jouw jullie kan komen komt kon konden
    kun kunnen kunt laat laten maar maken maakt me mee meer meest meestal men met mij mijn
    misschien moet moeten mogen na naar naast niemand niet niets nog nodig nood nooit nu of om
    omdat ons onder onze onszelf ook op over per reeds rond samen sinds slechts soms steeds te
    tegen ten ter terug terwijl tijdens toch toe toen tot tussen uit uw vaak van vanaf veel via
    vinden vindt voor vooral vooraf waar waarbij waardoor waarin waarmee waarom waaronder waarvan
    waarvoor wanneer want was wat we weer weinig wel welk welke werd werden wie wij wil wilde
    willen word worden wordt zal ze zeer zelf zich zichzelf zij zijn zo zoals zoek zoeken zoekt
    gezocht zonder zou zouden zowel zulke graag bieden biedt bied aanbieden hulp helpen helpt
    genoeg beter goed goede groot grote klein kleine nieuw nieuwe verschillende eigenlijk
    bijvoorbeeld enz enzovoort bv bvb oa ivm dmv
    """
)

# Stems that the rules of the stemmer miss: other vowels, Latin plurals, words that start with ge-.
IRREGULAR = {
    word: stem
    for stem, words in {
        "kind": "kinder kinderen kids",
        "stad": "steden stads",
        "museum": "musea",
        "podium": "podia",
        "centrum": "centra",
        "gymnasium": "gymnasia",
        "atrium": "atria",
        "medium": "media",
        "forum": "fora",
        "technicus": "technici",
        "muzikus": "muzikant muzikanten muzikante",
        "historicus": "historici",
        "politicus": "politici",
        "oudere": "ouderen oudere bejaarde bejaarden",
        "ouder": "ouder ouders",
        "jongere": "jongere jongeren",
        "lid": "lid leden",
        "schip": "schepen",
        "weg": "wegen",
        "bad": "bad baden",
        "glas": "glas glazen",
        "pad": "pad paden",
        "dak": "dak daken",
        "dag": "dag dagen",
        "gat": "gaten",
        "ei": "eieren eier",
        "volk": "volkeren volks",
        "lied": "liederen lieder",
        "blad": "bladeren bladen",
        "mens": "mens mensen",
        "fiets": "fiets fietsen",
        "leeg": "leeg lege",
        "arm": "arm arme armen",
        "gezin": "gezin gezinnen gezins",
        "gebouw": "gebouw gebouwen",
        "gebied": "gebied gebieden gebieds",
        "gemeente": "gemeente gemeenten gemeentes",
        "gemeenschap": "gemeenschap gemeenschappen gemeenschaps",
        "geluid": "geluid geluids geluiden",
        "gezelschap": "gezelschap gezelschappen gezelschaps",
        "gezond": "gezond gezonde gezondheid gezondheids",
        "gebruiker": "gebruiker gebruikers",
        "gedicht": "gedicht gedichten",
        "gehandicapt": "gehandicapte gehandicapten gehandicapt",
        "kunstenaar": "kunstenaar kunstenaars",
        "vrijwilliger": "vrijwilliger vrijwilligers vrijwillig vrijwillige",
        "vluchteling": "vluchteling vluchtelingen",
        "leerling": "leerling leerlingen",
        "locatie": "locatie locaties",
        "organisatie": "organisatie organisaties",
        "relatie": "relatie relaties",
        "animatie": "animatie animaties",
        "publicatie": "publicatie publicaties",
        "ruimte": "ruimte ruimtes ruimten",
        "bibliotheek": "bibliotheek bibliotheken bib bibs bieb biebs",
        "artiest": "artiest artiesten",
        "huis": "huis huizen",
        "zalig": "zalig zalige",
        "speler": "speler spelers",
        "maker": "maker makers",
        "zanger": "zanger zangers zangeres",
        "danser": "danser dansers",
        "bezoeker": "bezoeker bezoekers",
        "bewoner": "bewoner bewoners inwoner inwoners",
        "vergader": "vergaderen vergadering vergaderingen vergader",
        "repetitie": "repetitie repetities repeteren repeteer",
        "transport": "transport transporten",
    }.items()
    for word in words.split()
}

# Compounds that have become one thing, and words that only look like a compound. They are never
# split, and count as one part of a longer word.
WHOLE = _words(
    """
    netwerk netwerken regionale bestemming betrokken betrokkenen handelaar handelaars besturen
    huisvesting infrastructuur maaltijd maaltijden nederland nederlands nederlandse gereformeerde
    erfgoed kunstenaar kunstenaars heemkunde heemkundige kringloop speelgoed rolstoel rolstoelen
    tentoonstelling tentoonstellingen vrijwilliger vrijwilligers vrijwillig werkgever werkgevers
    werknemer werknemers deelnemer deelnemers leerkracht leerkrachten scouts schilderij
    schilderijen belangrijk belangrijke mantelzorg mantelzorger mantelzorgers voetbal volleybal
    basketbal handbal korfbal overheid voordeel nadeel vakantie toneel fanfare harmonie landschap
    landschappen provincie provincies kermis festival festivals carnaval maatschappij
    maatschappelijk maatschappelijke gemeenschap samenleving vereniging verenigingen stichting
    toekomst rijkdom armoede eigendom ouderdom boerderij bakkerij slagerij brouwerij drukkerij
    fotografie choreografie dramaturgie regisseur regisseurs cineast componist dirigent acteur
    actrice artistiek museum theater theaters techniek technieken muzikant muzikanten
    """
)

# Prefixes, particles and numbers: what stands behind them is not a part of a compound.
NOT_IN_FRONT = _words(
    """
    aan achter af al alt ante anti beg bij binnen bio boven daar dan dat den der des die dis door
    een ere ges gek gem get heen hem hen her hier hij ink ins int inter los mede mee met mis na
    naar nag neer nog onder ont ook over per pos pre pro rond samen sub tegen ten ter terug toe
    tot tussen uit van vast ver verg vol voor voort wan want war was wat weg wel wie wij zij twee
    drie vier vijf zes acht
    """
)

# Endings of inflection and derivation, which the counts of a word list take for words.
NOT_BEHIND = _words(
    """
    aal aam aar aars aard aat air alen amen ander ant aren ast aten aven baar bare bel bes den der
    ding dom een eel eer eert eis eken els en end ende ender enen ens ent er ere eren est eten
    etten gelen gen ger ging gingen heden heen heid iek ier iet ijk ing ingen isch ische isme ist
    ken king kst lag laar lig lijk lijke lijks ling lingen loos loze lozen maak mer ming naar
    naars nis ogen oot oren pel pen per ren rende res reren ring schap schappen sel sen ster sten
    stig tal te teen tem ten tende ter tes tie ties tig ting tof tuk ven ver vol volle zaam zame
    zen
    """
)
