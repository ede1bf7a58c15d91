// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Order of cards as text keys; the twin of netwerkbouwer/boards/positions.py. */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A key after `low` and before `high`; empty text means the open end on that side. */
export function between(low: string, high: string): string {
  if (high && low >= high) throw new RangeError("low must come before high");
  let [prefix, bound] = ["", high];
  for (let index = 0; ; index += 1) {
    const left = index < low.length ? DIGITS.indexOf(low.charAt(index)) : 0;
    const right =
      bound && index < bound.length ? DIGITS.indexOf(bound.charAt(index)) : DIGITS.length;
    if (right - left > 1) return prefix + DIGITS.charAt((left + right) >> 1);
    prefix += DIGITS.charAt(left);
    if (right !== left) bound = ""; // from here on only the low side bounds
  }
}

/** A key behind `low`, made short: cards are mostly added at the end. */
export function after(low: string): string {
  for (let index = 0; index < low.length; index += 1) {
    const digit = DIGITS.indexOf(low.charAt(index));
    if (digit < DIGITS.length - 1) return low.slice(0, index) + DIGITS.charAt(digit + 1);
  }
  return low + DIGITS.charAt(1);
}

/** The order in a zone: by position, ties by id. */
export function inOrder(
  a: { position: string; id: string },
  b: { position: string; id: string },
): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
