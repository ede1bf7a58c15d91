// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The colours of the style sheet, for the canvas: read once per theme. */
import type { Inks } from "./dots";

/** The ink of everyone in the bubble diagram. */
export const ACTOR = "actor";

export class Palette {
  readonly #known = new Map<string, string>();
  readonly #probe = document.createElement("div");

  constructor(readonly element: HTMLElement) {
    this.#probe.hidden = true;
    element.append(this.#probe);
  }

  /** The ink of a sector's edge. */
  ink(sector: string): string {
    if (sector === ACTOR) return this.#read("--nb-netwerk");
    return this.#read(sector ? "--nb-sector" : "--nb-line", sector);
  }

  inks(): Inks {
    return {
      sheet: this.#read("--nb-sheet"),
      line: this.#read("--nb-line"),
      quiet: this.#read("--nb-quiet"),
    };
  }

  #read(name: string, sector = ""): string {
    const key = `${name} ${sector}`;
    const known = this.#known.get(key);
    if (known) return known;
    this.#probe.dataset.sector = sector;
    const found = getComputedStyle(this.#probe).getPropertyValue(name).trim() || "#807b70";
    this.#known.set(key, found);
    return found;
  }
}
