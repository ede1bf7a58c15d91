// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The own steps of this window, to take back one by one, last first. */
import type { Wish } from "../../live/operations";
import type { Board } from "./board";
import type { Deed } from "./wishes";

const LONGEST = 100;

export class Memory {
  readonly #steps: Wish[][] = [];

  constructor(readonly board: Board) {}

  get size(): number {
    return this.#steps.length;
  }

  perform(deed: Deed): void {
    for (const wish of deed.wishes) this.board.do(wish);
    this.note(deed.inverse);
  }

  /** Something was done already; this takes it back. */
  note(inverse: Wish[]): void {
    this.#steps.push(inverse);
    if (this.#steps.length > LONGEST) this.#steps.shift();
  }

  /** False when there is nothing to take back. */
  undo(): boolean {
    const inverse = this.#steps.pop();
    if (!inverse) return false;
    for (const wish of inverse) this.board.do(wish);
    return true;
  }
}
