// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The cards as shown, findable by id, zone, parent and link; kept up to date card by card. */
import type { Id, LinkKind } from "./operations";
import type { Card } from "./protocol";
import { Lists } from "./zone-lists";

export class Shown {
  readonly cards = new Map<Id, Card>();
  readonly zones = new Lists();
  readonly parents = new Lists();
  readonly #linked = new Map<string, Set<Id>>();

  /** Show this card, or none, under the id; gives the zones whose list is another now. */
  set(id: Id, card: Card | undefined): string[] {
    const before = this.cards.get(id);
    if (before === card) return [];
    if (before) this.#takeOut(before);
    if (card) this.#putIn(card);
    return [...new Set([before?.zone, card?.zone].filter((zone) => zone !== undefined))];
  }

  /** Ids of cards with a link of this kind to the card. */
  linkedTo(kind: LinkKind, id: Id): ReadonlySet<Id> {
    return this.#linked.get(`${kind} ${id}`) ?? new Set();
  }

  #takeOut(card: Card): void {
    this.cards.delete(card.id);
    this.zones.take(card.zone, card);
    if (card.parent) this.parents.take(card.parent, card);
    for (const [kind, to] of card.links) this.#linked.get(`${kind} ${to}`)?.delete(card.id);
  }

  #putIn(card: Card): void {
    this.cards.set(card.id, card);
    this.zones.put(card.zone, card);
    if (card.parent) this.parents.put(card.parent, card);
    for (const [kind, to] of card.links) {
      const key = `${kind} ${to}`;
      const ids = this.#linked.get(key) ?? new Set();
      this.#linked.set(key, ids.add(card.id));
    }
  }
}
