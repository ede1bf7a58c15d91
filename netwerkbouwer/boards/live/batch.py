# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Operations that arrived together from one person, and the answers to them in their order."""

import asyncio
import logging
from concurrent.futures import Future
from typing import Any

from django.db import DatabaseError

from netwerkbouwer.boards import actions, models, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.live import protocol
from netwerkbouwer.boards.live.client import Client

NOT_SAVED = "Het opslaan lukte niet. Wat je schreef blijft hier staan en gaat straks opnieuw."
TOO_FAST = "Dat gaat te snel. Wat je schreef blijft hier staan en gaat straks vanzelf mee."
Json = dict[str, Any]
log = logging.getLogger(__name__)


class Batch:
    """The operations of one frame or request."""

    def __init__(self, frame: protocol.Operations, allowed: int, again: float) -> None:
        self.number = frame.number
        self.payloads = frame.payloads
        self.operations: list[ops.AnyOperation] = []
        self.refusals: dict[int, Json] = {}
        self.is_answered = False
        for at, payload in enumerate(frame.payloads):
            if at >= allowed:
                self._refuse(at, "slow_down", TOO_FAST, again)
                continue
            try:
                self.operations.append(ops.parse(payload))
            except ops.NotAnOperation as error:
                self._refuse(at, "malformed", str(error))

    def _refuse(self, at: int, code: str, sentence: str, again: float | None = None) -> None:
        payload = self.payloads[at]
        op_id = payload.get("op_id") if isinstance(payload, dict) else None
        self.refusals[at] = protocol.refused(
            op_id[:22] if isinstance(op_id, str) else "", code, sentence, again
        )

    def hand_over(
        self, board: models.Board, by: models.Participant
    ) -> "Future[list[actions.Answer]]":
        """Let the writer do them; what may not be done at all is not even asked."""
        done: Future[list[actions.Answer]] = Future()
        change = actions.Change(self.operations, by)
        try:
            change.check()
        except actions.ReadOnly as error:
            done.set_exception(error)
            return done
        if self.operations:
            writer.WRITER.submit(writer.Submission(board, change, done))
        else:
            done.set_result([])
        return done

    def wait(self, board: models.Board, by: models.Participant) -> list[Json]:
        """Do them and give the answers once they are on disk. Raises what the writer raises."""
        if not self.operations:
            return self.answers([])
        return self.answers(writer.apply(board=board, operations=self.operations, by=by))

    def answers(self, given: list[actions.Answer]) -> list[Json]:
        told = iter(given)
        return [
            self.refusals[at] if at in self.refusals else answer_of(next(told))
            for at in range(len(self.payloads))
        ]

    def answer(
        self,
        done: "asyncio.Future[list[actions.Answer]]",
        client: Client,
        too_late: asyncio.TimerHandle,
    ) -> None:
        """Tell the sender what came of it."""
        too_late.cancel()
        if self.is_answered:
            return
        self.is_answered = True
        error = done.exception()
        answers = self.answers(done.result()) if error is None else self._failed(error)
        client.push(protocol.acks(self.number, answers))

    def give_up(self, client: Client) -> None:
        """The disk is silent; sent again, the operations still count once."""
        self.is_answered = True
        client.push(protocol.acks(self.number, self._failed(writer.NotSaved())))

    def _failed(self, error: BaseException) -> list[Json]:
        code, sentence = "not_saved", NOT_SAVED
        again: float | None = protocol.AGAIN
        if isinstance(error, actions.ReadOnly):
            code, sentence, again = "not_allowed", str(error), None
        elif isinstance(error, actions.BoardIsGone):
            code, sentence, again = "unknown_board", str(error), None
        elif not isinstance(error, DatabaseError | writer.NotSaved):
            log.error("operations failed", exc_info=error)
        told = iter(self.operations)
        return [
            self.refusals[at]
            if at in self.refusals
            else protocol.refused(next(told).op_id, code, sentence, again)
            for at in range(len(self.payloads))
        ]


def answer_of(answer: actions.Answer) -> Json:
    if answer.revision is not None:
        return protocol.done(answer.op_id, answer.revision, answer.outcome)
    return protocol.refused(answer.op_id, answer.refused, answer.sentence)
