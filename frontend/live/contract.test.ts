// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
/** The sample logs that server and client share: performed here, they end as written. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cardOf, type Id, type Operation } from "./operations";
import { guessed, type Lying, perform } from "./perform";
import type { Card, Outcome } from "./protocol";

const SAMPLES = new URL("../../tests/boards/operations/", import.meta.url);

interface Step {
  by: number;
  operation: Operation;
  answer: { revision: number; outcome: Outcome } | { refused: string };
}

interface Story {
  steps: Step[];
  cards: Record<Id, Record<string, unknown>>;
  links: [string, Id, Id][];
  dots?: [Id, number, number][];
}

function read(name: string): Story {
  return JSON.parse(readFileSync(new URL(name, SAMPLES), "utf-8"));
}

const names = readdirSync(SAMPLES).filter((name) => /\.json$/.test(name) && name !== "schema.json");

class Board {
  readonly cards = new Map<Id, Lying>();
  readonly dots = new Map<string, number>();

  play(step: Step, outcome: Outcome): void {
    const op = step.operation;
    if ("refused" in step.answer) return;
    if (op.type === "clear_votes") this.clear(op.of, step.answer.revision);
    const id = cardOf(op);
    if (id === null) return;
    if (op.type === "cast_vote") this.dots.set(`${op.card} ${step.by}`, op.dots);
    const before = this.cards.get(id) ?? { card: null, isRemoved: false };
    const after = perform(before, step.operation, outcome);
    const by = step.operation.type === "add_card" ? step.by : (after.card?.by ?? null);
    const isLinkedTwice = after.card === before.card && op.type.endsWith("link_cards");
    const rev = isLinkedTwice ? (before.card?.rev ?? 0) : step.answer.revision;
    const card = after.card && { ...after.card, rev, by };
    this.cards.set(id, { card, isRemoved: after.isRemoved });
  }

  clear(by: number, revision: number): void {
    for (const [key, dots] of this.dots) {
      const [id = "", person] = key.split(" ");
      const lying = this.cards.get(id);
      if (person !== String(by) || !dots || !lying?.card) continue;
      this.dots.set(key, 0);
      this.cards.set(id, { ...lying, card: { ...lying.card, rev: revision } });
    }
  }

  guess(op: Operation): Outcome {
    const lying = [...this.cards.values()].flatMap(({ card }) => (card ? [card] : []));
    return guessed(op, {
      card: (id) => lying.find((card) => card.id === id),
      lastPosition: (zone) =>
        lying
          .filter((card) => card.zone === zone)
          .map((card) => card.position)
          .sort()
          .at(-1) ?? "",
      startsPrivate: () => false,
    });
  }
}

/** A card as the server writes it in the samples; removed and private have other names there. */
function asWritten({ card, isRemoved }: Lying): Record<string, unknown> {
  const { id, zone, type, parent, position, text, other_text, fields, table, round } = card as Card;
  const common = { id, zone, type, parent, position, text, other_text, fields, table, round };
  const { private: is_private, by: created_by, rev: changed_revision } = card as Card;
  return { ...common, is_private, is_removed: isRemoved, created_by, changed_revision };
}

function linksOf(board: Board): string[] {
  return [...board.cards.entries()]
    .flatMap(([id, { card }]) => (card?.links ?? []).map(([kind, to]) => `${kind} ${id} ${to}`))
    .sort();
}

test("there are stories", () => {
  expect(names.length).toBeGreaterThanOrEqual(5);
});

function endsAsWritten(story: Story): void {
  const board = new Board();
  for (const step of story.steps) {
    board.play(step, "outcome" in step.answer ? step.answer.outcome : {});
  }

  const cards = Object.fromEntries([...board.cards].map(([id, lying]) => [id, asWritten(lying)]));
  const written = Object.entries(story.cards).map(([id, card]) => {
    const known = Object.keys(cards[id] ?? {}).map((key) => [key, card[key]]);
    return [id, Object.fromEntries(known)];
  });
  expect(cards).toEqual(Object.fromEntries(written));
  const dots = [...board.dots].filter(([, count]) => count).map((pair) => pair.join(" "));
  expect(dots.sort()).toEqual((story.dots ?? []).map((one) => one.join(" ")).sort());
  expect(linksOf(board)).toEqual(story.links.map((link) => link.join(" ")).sort());
}

test.each(names)("%s ends as written", (name) => {
  endsAsWritten(read(name));
});

// Made by tests/live_faults/test_twins.py, which says where they are.
test.runIf(process.env.NB_LOGS_FILE)("random logs end as the server ends them", () => {
  const logs: Story[] = JSON.parse(readFileSync(process.env.NB_LOGS_FILE ?? "", "utf-8"));
  expect(logs.length).toBeGreaterThan(0);
  for (const log of logs) endsAsWritten(log);
});

test.each(names)("in %s places and fields are guessed as the server decides them", (name) => {
  const board = new Board();
  for (const step of read(name).steps) {
    if (!("outcome" in step.answer)) continue;
    const { position } = board.guess(step.operation);
    expect(position).toBe(position && step.answer.outcome.position);
    board.play(step, step.answer.outcome);
  }
});
