// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** A card carried with the keys: where it would be put down, step by step. Pure. */
import type { Card } from "../../live/protocol";
import type { Area, Plan, Slot } from "./arrange";
import type { Half, Zone } from "./config";
import type { Spot } from "./diagram";
import { type Drop, gapAt, takes } from "./drop";
import type { Direction } from "./geometry";
import { neighbour } from "./walk";

/** Where it lies now, as a place to put it down. */
export function startOf(plan: Plan, slot: Slot): Drop | null {
  if (slot.shape === "actor") return bubbleStart(plan, slot);
  const area = plan.areas.get(slot.area);
  return area ? at(area, slot.index) : null;
}

function at(area: Area, index: number): Drop {
  return { kind: "place", area, index, box: gapAt(area, index) };
}

/** The place one arrow further; the same when there is none. */
export function stepped(plan: Plan, card: Card, from: Drop, direction: Direction): Drop {
  if (from.kind === "bubble") return bubbleStep(from, direction);
  if (from.kind !== "place") return from;
  const step = { left: -1, right: 1, up: -from.area.columns, down: from.area.columns }[direction];
  const index = from.index + step;
  const inside = index >= 0 && index <= from.area.slots.length;
  const across = direction === "left" || direction === "right";
  if (inside || (!across && index > from.area.slots.length && !onLastLine(from))) {
    return at(from.area, Math.min(Math.max(index, 0), from.area.slots.length));
  }
  const zones = zonesTaking(plan, card);
  const others = [...plan.areas.values()].filter((a) => zones.has(a.zone) && a !== from.area);
  const isBack = direction === "left" || direction === "up";
  const next = neighbour(from.area.box, direction, others) ?? following(plan, zones, from, isBack);
  return next ? at(next, isBack ? next.slots.length : 0) : from;
}

/** The area after or before in reading order: nothing lies further on, yet every area is reached. */
function following(
  plan: Plan,
  zones: ReadonlyMap<string, Zone>,
  from: Drop & { kind: "place" },
  isBack: boolean,
): Area | undefined {
  const all = [...plan.areas.values()].filter((area) => zones.has(area.zone));
  return all[all.findIndex((area) => area.key === from.area.key) + (isBack ? -1 : 1)];
}

function onLastLine(drop: Drop & { kind: "place" }): boolean {
  const { columns, slots } = drop.area;
  return Math.floor(drop.index / columns) >= Math.floor(slots.length / columns);
}

/** The keys of the zones where a card may lie. */
export function zonesTaking(plan: Plan, card: Card): Map<string, Zone> {
  const zones = plan.sheets.flatMap((sheet) => sheet.zones.map((one) => one.zone));
  return new Map(zones.filter((zone) => takes(zone, card.type)).map((zone) => [zone.key, zone]));
}

/** Every area where a card may lie. */
export function areasTaking(plan: Plan, card: Card): Area[] {
  const zones = zonesTaking(plan, card);
  return [...plan.areas.values()].filter((area) => zones.has(area.zone));
}

function bubbleStart(plan: Plan, slot: Slot): Drop | null {
  for (const zone of plan.sheets.flatMap((sheet) => sheet.zones)) {
    if (zone.zone.key !== slot.zone || !zone.diagram?.diagram) continue;
    const { actors, bubbles } = zone.diagram.diagram;
    const actor = actors.find((one) => one.cards.includes(slot.card));
    const bubble = bubbles.find((one) => one.key === actor?.bubble) ?? bubbles[0];
    if (bubble) return { kind: "bubble", zone, bubble, half: actor?.half ?? "culture" };
  }
  return null;
}

/** Up and down cross the line of a bubble first, then go to the next bubble. */
function bubbleStep(from: Drop & { kind: "bubble" }, direction: Direction): Drop {
  const crossing: Partial<Record<Direction, [Half, Half]>> = {
    up: ["other", "culture"],
    down: ["culture", "other"],
  };
  const [before, after] = crossing[direction] ?? [];
  if (after && from.half === before) return { ...from, half: after };
  const bubbles = from.zone.diagram?.diagram?.bubbles ?? [];
  const boxes = bubbles.map((bubble) => ({ key: bubble.key, bubble, box: round(bubble) }));
  const next = neighbour(
    round(from.bubble),
    direction,
    boxes.filter((one) => one.bubble !== from.bubble),
  );
  if (!next) return from;
  const half = direction === "up" ? "other" : direction === "down" ? "culture" : from.half;
  return { ...from, bubble: next.bubble, half };
}

function round({ x, y, r }: Spot["bubble"]): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  return { x: x - r, y: y - r, width: 2 * r, height: 2 * r };
}
