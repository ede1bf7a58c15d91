// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The store and its connection as Svelte reads them: what is read in a component is followed. The
 * store tells per message; here every part has its own signal, so that a screen only redraws what
 * is different.
 */
import { createSubscriber } from "svelte/reactivity";
import type { Change } from "../../live/change";
import type { Id } from "../../live/operations";
import type { Card, Here, Me, Person, Session } from "../../live/protocol";
import type { Store, Unplaced } from "../../live/store";

/** What a screen needs of a connection. */
export interface Wire {
  readonly isConnected: boolean;
  /** Why the server sent this person away for good. */
  readonly bye: { code: string; sentence: string } | null;
  subscribe(listener: () => void): () => void;
  here(here: Here): void;
}

const LATE = 4_000; // milliseconds

export type Standing = "saved" | "saving" | "waiting" | "unplaced";

export class Room {
  readonly #seesCards: () => void;
  readonly #sees: (part: "session" | "people" | "votes" | "waiting" | "unplaced") => void;
  readonly #seesWire: () => void;
  #isLate = $state(false);

  constructor(
    readonly store: Store,
    readonly wire: Wire,
  ) {
    const when = (test: (change: Change) => boolean) =>
      createSubscriber((update) => store.subscribe((change) => test(change) && update()));
    this.#seesCards = when((change) => change.cards.size > 0 || change.isReset);
    const parts = {
      session: when(({ parts }) => parts.has("session") || parts.has("me")),
      people: when(({ parts }) => parts.has("people")),
      votes: when(({ parts }) => parts.has("votes") || parts.has("session")),
      waiting: when(({ parts }) => parts.has("waiting")),
      unplaced: when(({ parts }) => parts.has("unplaced")),
    };
    this.#sees = (part) => parts[part]();
    this.#seesWire = createSubscriber((update) => wire.subscribe(update));
    setTimeout(() => {
      this.#isLate = true;
    }, LATE);
  }

  cardsIn(zone: string): readonly Card[] {
    this.#seesCards();
    return this.store.cardsIn(zone);
  }

  card(id: Id): Card | undefined {
    this.#seesCards();
    return this.store.card(id);
  }

  get cards(): ReadonlyMap<Id, Card> {
    this.#seesCards();
    return this.store.view.cards;
  }

  get session(): Session | null {
    this.#sees("session");
    return this.store.session;
  }

  get me(): Me | null {
    this.#sees("session");
    return this.store.me;
  }

  get people(): readonly Person[] {
    this.#sees("people");
    return this.store.people;
  }

  /** My dots on a card. */
  dots(id: Id): number {
    this.#sees("votes");
    return this.store.votes[id] ?? 0;
  }

  get dotsLeft(): number | null {
    this.#sees("votes");
    return this.store.dotsLeft;
  }

  isMine(id: Id): boolean {
    this.#seesCards();
    this.#sees("session");
    return this.store.isMine(id);
  }

  isPending(id: Id): boolean {
    this.#sees("waiting");
    return this.store.isPending(id);
  }

  get unplaced(): readonly Unplaced[] {
    this.#sees("unplaced");
    return this.store.unplaced;
  }

  get waiting(): number {
    this.#sees("waiting");
    return this.store.waiting;
  }

  get isConnected(): boolean {
    this.#seesWire();
    return this.wire.isConnected;
  }

  get bye(): Wire["bye"] {
    this.#seesWire();
    return this.wire.bye;
  }

  /** Whether the server did not answer for so long that it is worth saying. */
  get hasTrouble(): boolean {
    this.#seesWire();
    return this.#isLate && !this.wire.isConnected;
  }

  /** Own words that are on this device and were never answered. */
  get unsentTexts(): string[] {
    this.#sees("waiting");
    return this.store.sendable().flatMap(({ op }) => ("text" in op && op.text ? [op.text] : []));
  }

  /** How it is with what this person wrote. */
  get standing(): Standing {
    if (this.unplaced.length) return "unplaced";
    if (!this.isConnected) return "waiting";
    return this.waiting ? "saving" : "saved";
  }
}
