# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a mail address proves that someone belongs to an organisation. Pure.

It does when it is at the organisation's own web domain: that of its website, or the domain above
it. A website on a host that many share (a blog, a social network, a builder of sites) proves
nothing, and neither does an address anyone can get. Names are compared as the DNS writes them,
so that letters that only look alike are different letters.
"""

import re
from urllib.parse import urlsplit

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import contact_points

LONGEST = 254
# Sites where everyone can have a page or a name of their own.
SHARED = frozenset(
    "facebook.com fb.com fb.me instagram.com linkedin.com twitter.com x.com youtube.com youtu.be "
    "tiktok.com threads.net pinterest.com meetup.com linktr.ee t.co bit.ly linkin.bio beacons.ai "
    "bsky.social bsky.app mastodon.social discord.gg discord.com telegram.me t.me wa.me "
    "google.com google.be google.nl goo.gl g.page business.site withgoogle.com blogspot.com "
    "blogspot.be blogspot.nl blogger.com appspot.com web.app firebaseapp.com wordpress.com "
    "wordpress.org wpcomstaging.com wpengine.com wixsite.com wix.com editorx.io weebly.com "
    "weeblysite.com squarespace.com jimdo.com jimdofree.com jimdosite.com jouwweb.nl jouwweb.be "
    "webnode.be webnode.nl webnode.com webnode.page mozello.com mozello.be strikingly.com "
    "mystrikingly.com carrd.co tumblr.com medium.com substack.com ghost.io notion.site notion.so "
    "canva.site my.canva.site webflow.io framer.website framer.app typedream.app gitbook.io "
    "github.io github.com gitlab.io gitlab.com netlify.app netlify.com vercel.app pages.dev "
    "workers.dev herokuapp.com onrender.com fly.dev surge.sh azurewebsites.net windows.net "
    "cloudfront.net amazonaws.com glitch.me repl.co replit.app neocities.org microsoft.com "
    "sharepoint.com office.com live.com onedrive.com dropbox.com shopify.com myshopify.com "
    "etsy.com bigcartel.com eventbrite.com eventbrite.be eventbrite.nl mailchimp.com mailchi.mp "
    "campaign-archive.com typeform.com jotform.com angelfire.com tripod.com geocities.com "
    "000webhostapp.com byethost.com altervista.org one.com simdif.com yolasite.com site123.me "
    "ucraft.net webs.com e-monsite.com over-blog.com skynetblogs.be telenet.be skynet.be "
    "proximus.be users.telenet.be pandora.be scarlet.be xs4all.nl home.nl planet.nl hetnet.nl "
    "ziggo.nl chello.nl tiscali.nl zonnet.nl startpagina.nl clubs.nl voetbalassist.nl "
    "voetbalassist.be twizzit.com assistonline.eu stamhoofd.be stamhoofd.nl eu.org uk.com us.com "
    "de.com co.com ath.cx dyndns.org duckdns.org no-ip.org ddns.net transurl.be transurl.nl "
    "transurl.eu webhosting.be interhostsolutions.be cistron.nl demon.nl hosting-cluster.nl "
    "khplay.nl myspreadshop.nl myspreadshop.be cloudns.eu mycd.eu".split()
)
# Addresses anyone can get, besides those that the directory itself knows.
FREE_MAIL = contact_points.FREE_MAIL | frozenset(
    "live.fr hotmail.fr hotmail.de hotmail.co.uk outlook.fr outlook.de yahoo.co.uk yahoo.de "
    "ymail.com rocketmail.com aol.com gmx.be gmx.nl gmx.de web.de mail.com email.com usa.com "
    "zoho.com zohomail.eu fastmail.com fastmail.fm hushmail.com tutanota.com tuta.io tuta.com "
    "pm.me mailbox.org posteo.de posteo.net mailfence.com startmail.com runbox.com disroot.org "
    "riseup.net yandex.com yandex.ru mail.ru qq.com 163.com wanadoo.nl wanadoo.be wanadoo.fr "
    "orange.fr free.fr laposte.net sfr.fr tele2.nl freedom.nl solcon.nl zeelandnet.nl caiway.nl "
    "caiway.net kabelfoon.nl delta.nl hccnet.nl telfort.nl kpnmail.be base.be voo.be brutele.be "
    "euphonynet.be edpnet.be mailinator.com guerrillamail.com 10minutemail.com yopmail.com "
    "temp-mail.org trashmail.com".split()
)
# Below these labels a registry gives out names itself: 'co.uk', 'asso.fr'.
BELOW = frozenset(
    "ac asso biz co com edu go gob gov gouv gv info int ltd me mil ne net nhs nom or org plc pp "
    "sch school web".split()
)
OPEN = {"be": {"ac"}, "nl": {"co"}, "eu": set[str](), "de": set[str](), "lu": set[str]()}
_LOCAL = re.compile(r"[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class NotTheirs(Exception):
    """An address that proves nothing; the text says why and what to do."""


def own_domains(website: str) -> tuple[str, ...]:
    """The domains that a website shows to be an organisation's own, the nearest first.

    `https://www.bib.voorbeeld.be/x` gives `bib.voorbeeld.be` and `voorbeeld.be`. Nothing for an
    address we cannot read, for a number, and for a site that many share.
    """
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return ()
    host = as_dns(host).removeprefix("www.")
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ()
    chain = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    if any(name in SHARED or name in FREE_MAIL for name in chain):
        return ()
    return tuple(name for name in chain if not _is_suffix(name))


def proven_address(typed: str, website: str) -> str:
    """The address as mail can be sent to it, when it is at the organisation's own domain.

    Raises NotTheirs with a Dutch sentence.
    """
    domains = own_domains(website)
    if not domains:
        raise NotTheirs(
            "Van deze organisatie kennen we geen eigen website. Meld het adres van de website "
            "eerst met ‘Er klopt iets niet’."
        )
    address = readable_address(typed)
    domain = address.partition("@")[2]
    if domain in FREE_MAIL:
        raise NotTheirs(
            f"Een adres bij {domain} kan iedereen maken. Gebruik een adres op {domains[-1]}."
        )
    if domain not in domains:
        raise NotTheirs(
            f"Dit adres hoort niet bij de website. Gebruik een adres dat eindigt op @{domains[-1]}."
        )
    return address


def readable_address(typed: str) -> str:
    """A plain mail address in small letters, its domain as the DNS writes it. Raises NotTheirs."""
    text = texts.clean_line(typed)
    local, at, domain = text.casefold().partition("@")
    domain = as_dns(domain)
    is_plain = typed.strip() == text and _LOCAL.fullmatch(local) and ".." not in local
    if not (at and is_plain and "." in domain) or len(local) + 1 + len(domain) > LONGEST:
        raise NotTheirs(
            "Dit is geen mailadres dat we kunnen gebruiken. Typ het zoals info@naam.be."
        )
    return f"{local}@{domain}"


def as_dns(host: str) -> str:
    """A host name in the letters of the DNS ('xn--…' for others); empty when it cannot be one."""
    host = host.strip().rstrip(".").casefold()
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return ""
    labels = host.split(".")
    good = len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return host if good else ""


def _is_suffix(name: str) -> bool:
    """Whether names below this one belong to different people."""
    labels = name.split(".")
    if len(labels) != 2 or len(labels[1]) != 2:
        return len(labels) < 2
    return labels[0] in OPEN.get(labels[1], BELOW)
