// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Where a card would come if it were let go here. Pure. */
import type { Card } from "../../live/protocol";
import type { Area, Plan, Slot, ZonePlan } from "./arrange";
import { CARD, GAP } from "./arrange";
import type { Zone } from "./config";
import { isNear, type Spot, spotAt } from "./diagram";
import { type Box, distance, holds, type Point } from "./geometry";

export type Drop =
  | { kind: "place"; area: Area; index: number; box: Box }
  /** On another card: the same, or together. */
  | { kind: "onto"; slot: Slot }
  | ({ kind: "bubble"; zone: ZonePlan } & Spot);

const REACH = 60; // how far beside an area still counts as in it
const CORE = 0.3; // the part of a card, from its middle, that means 'on' and not 'beside'

/** Whether a card of this type may lie in a zone. */
export function takes(zone: Zone, type: string): boolean {
  return !zone.isView && !zone.isSingle && zone.cardTypes.includes(type);
}

/** What letting `card` go at a point means; null where it cannot go. */
export function dropAt(plan: Plan, card: Card, slot: Slot, at: Point): Drop | null {
  for (const zone of plan.sheets.flatMap((sheet) => sheet.zones)) {
    if (zone.diagram && card.type === "candidate" && isNear(zone.diagram, at)) {
      const other = actorAt(zone.diagram.slots, at, card.id);
      if (other) return { kind: "onto", slot: other };
      const spot = spotAt(zone.diagram, at);
      if (spot) return { kind: "bubble", zone, ...spot };
    }
    if (!takes(zone.zone, card.type) || distance(zone.box, at) > REACH) continue;
    const found = placeIn(zone, slot, at);
    if (found) return found;
  }
  return combinationAt(plan, card, at);
}

function actorAt(slots: readonly Slot[], at: Point, self: string): Slot | null {
  return slots.find((slot) => slot.card !== self && core(slot.box, at)) ?? null;
}

function core(box: Box, at: Point): boolean {
  const dx = Math.abs(at.x - box.x - box.width / 2);
  const dy = Math.abs(at.y - box.y - box.height / 2);
  return dx < box.width * CORE && dy < box.height * CORE;
}

function placeIn(zone: ZonePlan, moving: Slot, at: Point): Drop | null {
  const near = zone.areas
    .map((area) => ({ area, far: distance(area.box, at) }))
    .sort((a, b) => a.far - b.far)[0];
  if (!near || near.far > REACH) return null;
  const other = near.area.slots.find((slot) => slot.card !== moving.card && core(slot.box, at));
  if (other) return { kind: "onto", slot: other };
  const index = indexAt(near.area, at);
  return { kind: "place", area: near.area, index, box: gapAt(near.area, index) };
}

/** Between which cards of an area a point lies: 0 is before the first. */
export function indexAt(area: Area, at: Point): number {
  const first = area.slots[0]?.box ?? { x: area.box.x + GAP, y: area.box.y + GAP };
  const line = Math.floor((at.y - first.y + GAP / 2) / (CARD.height + GAP));
  const place = Math.round((at.x - first.x + GAP / 2) / (CARD.width + GAP));
  const across = Math.min(Math.max(place, 0), area.columns);
  return Math.min(Math.max(line, 0) * area.columns + across, area.slots.length);
}

/** The free space or the crack where the card would come. */
export function gapAt(area: Area, index: number): Box {
  const here = area.slots[index];
  if (here)
    return { x: here.box.x - GAP / 2 - 3, y: here.box.y, width: 6, height: here.box.height };
  const last = area.slots.at(-1);
  if (last && (last.index + 1) % area.columns > 0) {
    return { ...last.box, x: last.box.x + last.box.width + GAP };
  }
  const top = last ? last.box.y + last.box.height + GAP : area.box.y + (area.title ? 44 : GAP);
  return { x: area.box.x + GAP, y: top, ...CARD };
}

/** A candidate can be let go on a combination, wherever that lies. */
function combinationAt(plan: Plan, card: Card, at: Point): Drop | null {
  if (card.type !== "candidate") return null;
  for (const area of plan.areas.values()) {
    if (!holds(area.box, at)) continue;
    const slot = area.slots.find((one) => holds(one.box, at));
    return slot?.zone && isCombination(plan, slot) ? { kind: "onto", slot } : null;
  }
  return null;
}

function isCombination(plan: Plan, slot: Slot): boolean {
  const zones = plan.sheets.flatMap((sheet) => sheet.zones);
  return zones.some((one) => one.zone.key === slot.zone && one.zone.kind === "combinations");
}
