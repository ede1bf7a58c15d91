// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The timer that all see: what it shows, and when it speaks. Times in milliseconds. */

const MINUTE = 60_000;

/** Minutes and seconds, a started second whole: 61 000 is 1:01. */
export function clock(left: number): string {
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long until the clock shows something else; 0 when it stands still. */
export function untilNext(left: number): number {
  return left <= 0 ? 0 : left % 1000 || 1000;
}

export type Moment = "minute" | "end";

/** Follows the timer and says once when a minute is left and when time is up. */
export class TimerWatch {
  #before: number | null = null;

  /** `left` is null without a timer. A timer put forward or back speaks again where it passes. */
  look(left: number | null): Moment | null {
    const before = this.#before;
    this.#before = left;
    if (before === null || left === null) return null;
    if (before > 0 && left <= 0) return "end";
    return before > MINUTE && left <= MINUTE ? "minute" : null;
  }
}
