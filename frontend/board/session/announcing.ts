// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What a screen reader hears of what others do: politely, never more often than once per pause, and
 * many of the same as one number. What the person did is said at once.
 */

/** Milliseconds between two messages about others. */
export const PAUSE = 8_000;
/** Long enough for a screen reader to notice that the text is another. */
const EMPTY = 60;

export interface Clock {
  now(): number;
  after(milliseconds: number, act: () => void): () => void;
}

export const REAL: Clock = {
  now: () => performance.now(),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

export class Announcing {
  #cards = 0;
  #last = Number.NEGATIVE_INFINITY;
  #waiting: (() => void) | null = null;

  constructor(
    private readonly speak: (text: string) => void,
    private readonly cardsText: (count: number) => string,
    private readonly clock: Clock = REAL,
  ) {}

  /** At once, before anything that waits: an answer to the person, or news that matters now. */
  say(text: string): void {
    this.speak("");
    this.clock.after(EMPTY, () => this.speak(text));
    this.#last = this.clock.now();
  }

  /** Others laid so many cards more. */
  cards(count: number): void {
    if (count <= 0) return;
    this.#cards += count;
    if (this.#waiting) return;
    const wait = Math.max(0, this.#last + PAUSE - this.clock.now());
    this.#waiting = this.clock.after(wait, () => this.#tell());
  }

  stop(): void {
    this.#waiting?.();
    this.#waiting = null;
  }

  #tell(): void {
    this.#waiting = null;
    const count = this.#cards;
    this.#cards = 0;
    this.say(this.cardsText(count));
  }
}
