# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mail server of one file for tests: it speaks SMTP and keeps what it gets."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """What came in: the envelope's recipients per mail, and the mails. `refuses` turns all away."""

    port: int = 0
    recipients: list[list[str]] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    refuses: bool = False

    def take(self, to: list[str], raw: bytes) -> None:
        """Keep one mail."""
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.recipients.append(to)
        self.mails.append(parsed)


def _handler(sink: Sink) -> type[socketserver.StreamRequestHandler]:
    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            to: list[str] = []
            self.wfile.write(b"220 sink\r\n")
            while line := self.rfile.readline().decode().strip():
                word = line.split(" ")[0].split(":")[0].upper()
                answer = b"250 ok"
                if word == "RCPT":
                    to.append(line.partition("<")[2].partition(">")[0])
                    answer = b"550 no" if sink.refuses else answer
                elif word == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    sink.take(to, b"".join(iter(self.rfile.readline, b".\r\n")))
                    to = []
                elif word == "QUIT":
                    answer = b"221 bye"
                self.wfile.write(answer + b"\r\n")

    return Conversation


@contextmanager
def running() -> Iterator[Sink]:
    """A mail server on a free port of this machine, in a thread of its own."""
    sink = Sink()
    with socketserver.TCPServer(("127.0.0.1", 0), _handler(sink)) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield sink
        server.shutdown()
        thread.join(10)
