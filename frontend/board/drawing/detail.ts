// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** How much of a card is drawn: nobody reads letters of four pixels. */

/** `full`: all that a card says; `names`: the name, larger; `dots`: its place and colour. */
export type Detail = "full" | "names" | "dots";

const FULL_FROM = 0.55;
const NAMES_FROM = 0.27;
/** Once chosen, a level holds a little longer: no flicker around a border. */
const HOLD = 0.03;

export function detailAt(scale: number, before?: Detail): Detail {
  const full = before === "full" ? FULL_FROM - HOLD : FULL_FROM;
  const names = before === "dots" || !before ? NAMES_FROM : NAMES_FROM - HOLD;
  if (scale >= full) return "full";
  return scale >= names ? "names" : "dots";
}
