// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** From one card to the next with the arrow keys, as they lie on the sheet. Pure. */
import { type Box, type Direction, middle } from "./geometry";
import type { Placed } from "./spatial";

const ASIDE = 2.5; // being out of line weighs more than being far

export const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** The nearest in a direction; null when nothing lies there. */
export function neighbour<Item extends Placed>(
  from: Box,
  direction: Direction,
  items: Iterable<Item>,
): Item | null {
  let best: Item | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const cost = costOf(from, item.box, direction);
    if (cost < least) [best, least] = [item, cost];
  }
  return best;
}

/** Infinite for what does not lie in the direction. */
function costOf(from: Box, to: Box, direction: Direction): number {
  const [a, b] = [middle(from), middle(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const across = direction === "left" || direction === "right";
  const ahead = across ? dx : dy;
  const along = direction === "left" || direction === "up" ? -ahead : ahead;
  if (along < 1) return Number.POSITIVE_INFINITY;
  const shared = across
    ? Math.min(from.y + from.height, to.y + to.height) - Math.max(from.y, to.y)
    : Math.min(from.x + from.width, to.x + to.width) - Math.max(from.x, to.x);
  const aside = shared > 0 ? 0 : Math.abs(across ? dy : dx);
  // What is hardly ahead but far aside belongs to the other two keys.
  if (aside > along * 4) return Number.POSITIVE_INFINITY;
  return along + aside * ASIDE;
}
