# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop that serves everyone in the room, on a local network, without internet.

Finds the addresses under which phones reach this laptop. No packet leaves it: a datagram socket
that is only connected asks the system which of its addresses it would use.
"""

import ipaddress
import os
import socket

# One address in each range that local networks use, and one for everything else.
FAR = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "203.0.113.1", "224.0.0.251")


def addresses() -> list[str]:
    """The IPv4 addresses of this laptop on local networks, the likeliest first; may be empty."""
    found: dict[str, None] = {}
    for far in FAR:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((far, 9))
            except OSError:
                continue
            found[probe.getsockname()[0]] = None
    try:
        named = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        named = []
    found |= dict.fromkeys(str(one[4][0]) for one in named)
    return [one for one in found if is_for_a_room(one)]


def is_for_a_room(address: str) -> bool:
    """Whether phones nearby can reach it: not this laptop alone, not a made-up address."""
    one = ipaddress.ip_address(address)
    return not (one.is_loopback or one.is_unspecified or one.is_multicast or one.is_link_local)


def open_room(address: str, port: int, others: list[str]) -> str:
    """Let the product answer under this address, also in links and QR codes; gives the link.

    Must come before the settings are read. What the operator chose himself stays.
    """
    link = f"http://{address}:{port}"
    hosts = ["127.0.0.1", "localhost", "[::1]", address, *others]
    os.environ.setdefault("NB_ALLOWED_HOSTS", ",".join(dict.fromkeys(hosts)))
    os.environ.setdefault("NB_SITE_ADDRESS", link)
    return link


def poster(link: str, others: list[str], *, can_show_blocks: bool = True) -> str:
    """What the operator sees: the link, its QR code, and what to do when a phone finds nothing."""
    lines = ["", "Iedereen in de zaal gaat naar:", "", f"    {link}", ""]
    if can_show_blocks:
        lines.append(blocks(link))
    lines += [
        "Zet deze laptop en de telefoons op hetzelfde wifi-netwerk. Internet is niet nodig.",
        "Vindt een telefoon niets? Kijk of de firewall van deze laptop de poort doorlaat.",
    ]
    if others:
        lines.append(f"Andere adressen van deze laptop: {', '.join(others)} (kies met --host).")
    lines += ["Na afloop: 'Sessie meenemen' geeft een bestand dat je op de echte server opent.", ""]
    return "\n".join(lines)


def blocks(link: str) -> str:
    """The QR code in half blocks, two rows of modules per line, dark on light."""
    import segno

    rows = [list(row) for row in segno.make(link, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join(
        "".join(" ▄▀█"[2 * (not above) + (not below)] for above, below in zip(a, b, strict=True))
        for a, b in pairs
    )
