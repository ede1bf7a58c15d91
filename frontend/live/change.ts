// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What is different on the board after one message or one act: told at once, by name. */
import type { Id } from "./operations";

/** `waiting` counts changes without an answer; `refused` those in `unplaced`. */
export type Part =
  | "me"
  | "session"
  | "people"
  | "votes"
  | "board"
  | "waiting"
  | "unplaced"
  | "refused";

export interface Change {
  /** Cards that are new, different or gone. */
  cards: ReadonlySet<Id>;
  /** Zones of which the list of cards is another. */
  zones: ReadonlySet<string>;
  /** What else is different. */
  parts: ReadonlySet<Part>;
  /** Everything was replaced: the first state, or what may be seen has changed. */
  isReset: boolean;
  /** By this person, by `do`, `retry` or `discard`; false: it came from the server. */
  isOwn: boolean;
}

/** The changes of one message, told at once. */
export class Gathered implements Change {
  readonly cards = new Set<Id>();
  readonly zones = new Set<string>();
  readonly parts = new Set<Part>();
  isReset = false;
  constructor(readonly isOwn: boolean) {}
  get isEmpty(): boolean {
    return !this.cards.size && !this.parts.size && !this.isReset;
  }
}
