// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Dots to give: a budget over all cards that are voted on. */

/** As many as an operation may put on one card: boards/operations.py. */
export const MOST = 20;

export interface Choice {
  /** My dots on this card. */
  mine: number;
  mayAdd: boolean;
  mayTake: boolean;
}

/** What someone may do with a card, with so many dots left of the budget. */
export function choice(mine: number, left: number): Choice {
  return { mine, mayAdd: left > 0 && mine < MOST, mayTake: mine > 0 };
}

/** Cards with the most dots first; equal ones keep their order. */
export function ranked<T extends { votes: number | null }>(cards: readonly T[]): T[] {
  return [...cards].sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0));
}

/** How far a bar goes, from 0 to 1, when the longest is whole. */
export function share(votes: number | null, most: number): number {
  return most > 0 ? (votes ?? 0) / most : 0;
}
