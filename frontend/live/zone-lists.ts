// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Cards in order per group (a zone, a parent), kept in order change by change. */
import { inOrder } from "./positions";
import type { Card } from "./protocol";

const NONE: readonly Card[] = Object.freeze([]);

export class Lists {
  readonly #lists = new Map<string, Card[]>();
  readonly #shown = new Map<string, readonly Card[]>();

  /** The same array until something in the group changes: cheap to compare. */
  of(key: string): readonly Card[] {
    const shown = this.#shown.get(key);
    if (shown) return shown;
    const list = this.#lists.get(key);
    if (!list?.length) return NONE;
    const copy = list.slice();
    this.#shown.set(key, copy);
    return copy;
  }

  /** The highest position in the group, or "". */
  last(key: string): string {
    return this.#lists.get(key)?.at(-1)?.position ?? "";
  }

  keys(): IterableIterator<string> {
    return this.#lists.keys();
  }

  put(key: string, card: Card): void {
    const list = this.#lists.get(key) ?? [];
    if (!list.length) this.#lists.set(key, list);
    list.splice(placeOf(list, card), 0, card);
    this.#shown.delete(key);
  }

  /** Take out a card as it was put in. */
  take(key: string, card: Card): void {
    const list = this.#lists.get(key);
    if (!list) return;
    const place = placeOf(list, card);
    if (list[place]?.id === card.id) list.splice(place, 1);
    this.#shown.delete(key);
  }

  clear(): void {
    this.#lists.clear();
    this.#shown.clear();
  }
}

/** Where the card stands or would stand. */
function placeOf(list: readonly Card[], card: Card): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = list[middle];
    if (there && inOrder(there, card) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
