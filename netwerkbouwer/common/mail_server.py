# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which mail server sends our mail, from the settings NB_MAIL_…; a wrong one stops the start."""

import re
from dataclasses import dataclass, field

from netwerkbouwer.common.env import WrongSetting, env_secret, env_text

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """An empty host means that nothing is mailed. `security` is starttls, tls or none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    sender: str = "netwerkbouwer@localhost"


def read() -> MailServer:
    """The mail server of this installation. Raises WrongSetting with a sentence."""
    host = env_text("NB_MAIL_HOST")
    if not host:
        return MailServer()
    security = env_text("NB_MAIL_SECURITY", "starttls").lower()
    if security not in PORTS:
        raise WrongSetting(f"NB_MAIL_SECURITY is '{security}'. Kies starttls, tls of none.")
    port = env_text("NB_MAIL_PORT", str(PORTS[security]))
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise WrongSetting(f"NB_MAIL_PORT is '{port}'. Kies een getal van 1 tot 65535.")
    sender = env_text("NB_MAIL_FROM")
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", sender):
        raise WrongSetting("NB_MAIL_FROM: vul het adres in waarvan de mails komen.")
    user, password = env_text("NB_MAIL_USER"), env_secret("NB_MAIL_PASSWORD")
    return MailServer(host, int(port), user, password, security, sender)
