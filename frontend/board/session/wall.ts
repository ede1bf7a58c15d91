// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What hangs on the wall of a step: columns of piles, the newest or the most chosen first. */
import type { Card } from "../../live/protocol";
import { ranked } from "./budget";
import type { Step, Zone } from "./config";
import { cardsAt, type Pile, pilesOf, spotsOf } from "./piles";

export interface WallColumn {
  key: string;
  title: string;
  zone: string;
  piles: Pile[];
  /** Cards together, those under others too. */
  count: number;
}

/** Kinds of zone whose cards say something by themselves. */
const TOLD = new Set([
  "text",
  "cards",
  "columns",
  "actions",
  "candidates",
  "combinations",
  "matrix",
  "deck",
]);

export function wallOf(
  step: Step,
  cardsIn: (zone: string) => readonly Card[],
  isRanked: boolean,
): WallColumn[] {
  const zones = step.zones.filter((zone) => TOLD.has(zone.kind));
  const columns = zones.flatMap((zone) => columnsOf(zone, cardsIn(zone.key), isRanked));
  const filled = columns.filter((column) => column.piles.length);
  // A deck that nobody took from, or a side question, gives its room to what was said.
  const main = columns.filter((column) => isMain(column, zones));
  return columns.filter((column) => filled.includes(column) || main.includes(column));
}

function isMain(column: WallColumn, zones: readonly Zone[]): boolean {
  const kind = zones.find((zone) => zone.key === column.zone)?.kind ?? "";
  return kind === "columns" || kind === "cards" || kind === "actions" || kind === "candidates";
}

function columnsOf(zone: Zone, cards: readonly Card[], isRanked: boolean): WallColumn[] {
  const spots = zone.kind === "columns" ? spotsOf(zone) : spotsOf(zone).slice(0, 1);
  const told = cards.filter((card) => card.text.trim() && card.type !== "idea");
  return spots.map((spot) => {
    const newest = pilesOf(cardsAt(told, spots, spot)).reverse();
    const piles = isRanked ? ranked(newest) : newest;
    const count = piles.reduce((sum, pile) => sum + pile.count, 0);
    const title = spots.length > 1 ? spot.label : zone.title;
    return { key: `${zone.key} ${spot.key}`, title, zone: zone.key, piles, count };
  });
}
