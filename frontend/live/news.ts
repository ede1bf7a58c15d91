// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Counts what others did and says it now and then: a screen reader is not interrupted per card. */

export const PAUSE = 5_000; // milliseconds between two sentences

export class News {
  readonly #counts = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** `say` gets how many cards are new or different per place, named for people. */
  constructor(
    readonly say: (counts: ReadonlyMap<string, number>) => void,
    readonly now: () => number = () => performance.now(),
  ) {}

  add(place: string, count: number): void {
    if (count <= 0) return;
    this.#counts.set(place, (this.#counts.get(place) ?? 0) + count);
    const wait = Math.max(0, this.#lastAt + PAUSE - this.now());
    this.#timer ??= setTimeout(() => this.#tell(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#counts.clear();
  }

  #tell(): void {
    this.#timer = undefined;
    this.#lastAt = this.now();
    const counts = new Map(this.#counts);
    this.#counts.clear();
    this.say(counts);
  }
}
