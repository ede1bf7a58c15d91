# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the vectors of what organisations published, with the operator's own model."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.matching.embedding import likeness as embeddings


class Command(BaseCommand):
    """Bring the vectors in line with the texts; cut off, the next run goes on."""

    help = "Maak vectoren van wat organisaties publiceren, met het model in NB_EMBEDDING_MODEL_DIR."

    def handle(self, *args: Any, **options: Any) -> None:
        if not embeddings.is_on():
            raise CommandError("Zet eerst de map van je model in NB_EMBEDDING_MODEL_DIR.")
        try:
            count = embeddings.make_all(tell=self._tell)
        except embeddings.WrongModel as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{count} teksten hebben een vector.")

    def _tell(self, count: int) -> None:
        self.stdout.write(f"  {count} teksten bekeken")
