// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What the server confirmed. Applying a message twice, late or out of order does no harm. */
import type { Id } from "./operations";
import type { Card, State } from "./protocol";

/** What must be asked again: what is newer than the revision here, or everything. */
export type Missing = "newer" | "all" | null;

export class Confirmed {
  readonly cards = new Map<Id, Card>();
  readonly #gone = new Map<Id, number>();
  /** Everything up to this revision is here; null: nothing yet. */
  rev: number | null = null;
  /** What might be seen when that came, as the server calls it. */
  sight = "";

  /**
   * Take over a state; gives the ids that changed and what is missing before it.
   *
   * `isAuthoritative`: the first state of a connection, which may also go back in time, as after
   * the server was put back from a copy.
   */
  take(state: State, isAuthoritative: boolean): { changed: Set<Id>; missing: Missing } {
    const changed = new Set<Id>();
    if (state.reset) {
      if (!isAuthoritative && state.rev < (this.rev ?? 0)) return { changed, missing: "all" };
      for (const id of this.cards.keys()) changed.add(id);
      this.cards.clear();
      this.#gone.clear();
      this.rev = state.rev;
    }
    for (const card of state.cards) if (this.#takeCard(card)) changed.add(card.id);
    for (const id of state.gone) if (this.#takeGone(id, state.rev)) changed.add(id);
    if (!state.reset && state.from > (this.rev ?? 0)) return { changed, missing: "newer" };
    this.rev = Math.max(this.rev ?? 0, state.rev);
    this.sight = state.sight;
    return { changed, missing: null };
  }

  #takeCard(card: Card): boolean {
    if (card.rev <= (this.#gone.get(card.id) ?? -1)) return false;
    const known = this.cards.get(card.id);
    if (known && known.rev >= card.rev) return false;
    this.cards.set(card.id, card);
    this.#gone.delete(card.id);
    return true;
  }

  #takeGone(id: Id, rev: number): boolean {
    const known = this.cards.get(id);
    if (known && known.rev > rev) return false;
    this.#gone.set(id, Math.max(this.#gone.get(id) ?? 0, rev));
    return this.cards.delete(id);
  }
}
