// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { readFrame, readPosted, readRefusal, readStanding, readTicket } from "./protocol";

const CARD = {
  ...{ id: "a", zone: "z", type: "note", parent: null, position: "1", text: "x", other_text: "" },
  ...{ fields: { note: "y" }, private: false, rev: 3, table: null, round: 2 },
  ...{ links: [["alike", "b"]], votes: null },
};
const STATE = {
  ...{ t: "state", rev: 3, from: 0, reset: true, sight: "ab", gone: ["c"] },
  ...{ cards: [CARD], board: { title: "Bord", variant: "nl" } },
};
const read = (value: unknown) => readFrame(JSON.stringify(value));

test("a state is read, and who made a card is null when the server does not say", () => {
  expect(read(STATE)).toEqual({ message: { ...STATE, cards: [{ ...CARD, by: null }] } });
});

test("keys of a newer server are left out", () => {
  expect(read({ t: "pong", colour: "red" })).toEqual({ message: { t: "pong" } });
});

test.each([
  [{ t: "state" }, ".rev: number expected"],
  [{ ...STATE, rev: -1 }, ".rev: number expected"],
  [{ ...STATE, cards: [{ ...CARD, text: 5 }] }, ".cards[0].text: text expected"],
  [{ ...STATE, cards: [{ ...CARD, links: [["friend", "b"]] }] }, "member or source or alike"],
  [{ ...STATE, board: { title: "x", variant: "fr" } }, ".board.variant: vl or nl expected"],
  [{ t: "people", people: {} }, ".people: list expected"],
  [{ t: "__proto__" }, "a kind of message we do not know"],
  [[], "a kind of message we do not know"],
])("%j is not used, with the reason", (message, reason) => {
  expect(read(message)).toEqual({ reason: expect.stringContaining(reason) });
});

test("what is no JSON, or no text at all, is not used", () => {
  expect(readFrame("{")).toEqual({ reason: "not JSON" });
  expect(readFrame(new ArrayBuffer(2))).toEqual({ reason: "not text" });
});

test("an answer is done or refused", () => {
  const done = { op_id: "a", rev: 4, outcome: { position: "1", parent: null } };
  const refused = { op_id: "b", refused: "paused", sentence: "Even stil.", again: 5 };
  const message = { t: "acks", n: 1, answers: [done, refused] };
  expect(read(message)).toEqual({ message });
});

test("whatever arrives, reading never fails otherwise than with a reason", () => {
  const kinds = ["welcome", "state", "acks", "session", "people", "bye", "pong", "x"];
  const message = fc.tuple(fc.constantFrom(...kinds), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        message.map(([t, rest]) => ({ ...rest, t })),
      ),
      (value) => {
        const found = read(value);
        expect("message" in found || found.reason).toBeTruthy();
        for (const other of [readTicket, readStanding, readPosted]) other(value);
      },
    ),
  );
});

test("a refused request says why, if the server does", () => {
  expect(readRefusal({ code: "too_large", sentence: "Te groot." })?.code).toBe("too_large");
  expect(readRefusal("<h1>403</h1>")).toBeNull();
});
