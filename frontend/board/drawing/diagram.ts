// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The bubble diagram on its sheet. The server lays it out (boards/layout.py); who it does not know
 * yet stands provisionally at the rim until its answer is there. Pure.
 */
import type { Id } from "../../live/operations";
import type { Card } from "../../live/protocol";
import type { Slot } from "./arrange";
import type { Bubble, Diagram, Half, Zone } from "./config";
import type { Reader } from "./content";
import { type Box, distance, type Point } from "./geometry";

/** Units of the sheet per unit of the diagram: names in actors as large as names on cards. */
export const DIAGRAM_SCALE = 1.9;

const ROOM = { width: 1400, height: 1000 };

export interface DrawnDiagram {
  box: Box;
  diagram: Diagram | null;
  slots: Slot[];
  /** Cards that stand at the rim. */
  waiting: ReadonlySet<Id>;
}

/** Where something of a bubble can be let go: a half of a municipality. */
export interface Spot {
  bubble: Bubble;
  half: Half;
}

export function actorKey(card: Id, zone: string): string {
  return `${card}@${zone}`;
}

/** The diagram from its own corner. */
export function diagramIn(
  zone: Zone,
  reader: Reader,
  diagram: Diagram | null,
  unsettled: ReadonlySet<Id>,
): DrawnDiagram {
  const people = candidates(zone, reader);
  // Until the server answered for the first time nobody has a place: keep room for the bubbles.
  if (!diagram && people.length) {
    return { box: { x: 0, y: 0, ...ROOM }, diagram, slots: [], waiting: new Set() };
  }
  const there = new Set(people.map((card) => card.id));
  const slots: Slot[] = [];
  const known = new Set<Id>();
  for (const actor of diagram?.actors ?? []) {
    const settled = actor.cards.filter((card) => !unsettled.has(card));
    for (const card of settled) known.add(card);
    const card = settled.find((one) => one === actor.key) ?? settled[0];
    if (card && there.has(card)) slots.push(slotOf(zone, card, slots.length, actor, actor.r));
  }
  const waiting = people.filter((card) => !known.has(card.id));
  const width = (diagram?.width ?? 0) * DIAGRAM_SCALE;
  const height = (diagram?.height ?? 0) * DIAGRAM_SCALE;
  const box = { x: 0, y: 0, width, height: height + (waiting.length ? 180 : 0) };
  for (const [index, card] of waiting.entries()) {
    const at = rim(card, index, waiting.length, diagram);
    slots.push(slotOf(zone, card.id, slots.length, at, at.r));
  }
  return { box, diagram, slots, waiting: new Set(waiting.map((card) => card.id)) };
}

function candidates(zone: Zone, reader: Reader): Card[] {
  return zone.source
    .filter((key) => reader.zone(key)?.kind === "candidates")
    .flatMap((key) => reader.board.cardsIn(key))
    .filter((card) => card.type === "candidate")
    .filter((card) => card.fields.chosen !== false)
    .filter((card) => !card.fields.not_for_us && !card.fields.later);
}

function slotOf(zone: Zone, card: Id, index: number, at: Point, r: number): Slot {
  const [x, y, size] = [at.x - r, at.y - r, 2 * r].map((n) => n * DIAGRAM_SCALE);
  const box = { x: x ?? 0, y: y ?? 0, width: size ?? 0, height: size ?? 0 };
  return {
    key: actorKey(card, zone.key),
    card,
    zone: zone.key,
    area: "",
    index,
    shape: "actor",
    box,
  };
}

/** On the rim of its bubble when the municipality has one, else in a row below all bubbles. */
function rim(
  card: Card,
  index: number,
  count: number,
  diagram: Diagram | null,
): Point & { r: number } {
  const r = diagram?.actors[0]?.r ?? 36;
  const code = card.fields.municipality;
  const bubble = code ? diagram?.bubbles.find((one) => one.code === code) : undefined;
  if (bubble) {
    const turn = 0.35 + (index % 12) * 0.24;
    const upper = card.fields.half === "culture" ? -1 : 1;
    return {
      x: bubble.x + Math.cos(turn) * bubble.r,
      y: bubble.y + upper * Math.sin(turn) * bubble.r,
      r,
    };
  }
  const step = Math.min(2.3 * r, (diagram?.width ?? 450) / Math.max(count, 1));
  return { x: r + index * step, y: (diagram?.height ?? 0) + 48, r };
}

/** The half of a bubble at a point of the sheet; null outside all bubbles. */
export function spotAt(drawn: DrawnDiagram, at: Point): Spot | null {
  const x = (at.x - drawn.box.x) / DIAGRAM_SCALE;
  const y = (at.y - drawn.box.y) / DIAGRAM_SCALE;
  const bubble = drawn.diagram?.bubbles.find((one) => Math.hypot(one.x - x, one.y - y) <= one.r);
  return bubble ? { bubble, half: y < bubble.y ? "culture" : "other" } : null;
}

/** Whether a point lies on the diagram or just beside it. */
export function isNear(drawn: DrawnDiagram, at: Point): boolean {
  return distance(drawn.box, at) < 40;
}
