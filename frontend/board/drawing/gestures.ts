// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Mouse, pen and fingers as what people mean: tap, slide the sheet, pinch, lift and drop a card.
 *
 * A mouse that presses a card and moves, drags it. A finger slides the sheet, also over cards;
 * held still on a card for a moment it lifts that card. Two fingers pinch.
 */
import type { Point } from "./geometry";

export interface Meanings {
  /** The card under an element, if that can be lifted. */
  keyOf(target: EventTarget | null): string | null;
  mayLift(key: string): boolean;
  tap(key: string | null, at: Point, isDouble: boolean): void;
  slide(dx: number, dy: number): void;
  pinch(factor: number, at: Point): void;
  lift(key: string, at: Point): void;
  drag(at: Point): void;
  drop(at: Point): void;
  cancel(): void;
}

const FAR = 6; // pixels before a press is a movement
const HOLD = 380; // milliseconds that a finger lies still to lift
const TWICE = 350; // milliseconds between the taps of a double one

interface Finger extends Point {
  startX: number;
  startY: number;
}

export class Gestures {
  readonly #fingers = new Map<number, Finger>();
  #key: string | null = null;
  #state: "idle" | "pressed" | "sliding" | "pinching" | "dragging" = "idle";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastTap = { key: null as string | null, time: Number.NEGATIVE_INFINITY };

  constructor(
    readonly element: HTMLElement,
    readonly means: Meanings,
  ) {
    element.addEventListener("pointerdown", this.#down);
    element.addEventListener("pointermove", this.#move);
    element.addEventListener("pointerup", this.#up);
    element.addEventListener("pointercancel", this.#stop);
    element.addEventListener("dragstart", (event) => event.preventDefault());
  }

  get isDragging(): boolean {
    return this.#state === "dragging";
  }

  /** Give up what is going on, as with Escape. */
  stop(): void {
    this.#stop();
  }

  #at(point: { clientX: number; clientY: number }): Point {
    const box = this.element.getBoundingClientRect();
    return { x: point.clientX - box.left, y: point.clientY - box.top };
  }

  #down = (event: PointerEvent): void => {
    if (event.button !== 0 || isControl(event.target)) return;
    const at = this.#at(event);
    this.#fingers.set(event.pointerId, { ...at, startX: at.x, startY: at.y });
    if (this.#fingers.size === 2) {
      if (this.#state === "dragging") return;
      this.#state = "pinching";
      clearTimeout(this.#timer);
      return;
    }
    if (this.#fingers.size > 2) return;
    this.#state = "pressed";
    this.#key = this.means.keyOf(event.target);
    const { pointerType, pointerId } = event;
    if (this.#key && pointerType === "touch") {
      this.#timer = setTimeout(() => this.#lift(pointerId), HOLD);
    }
  };

  #lift(pointerId: number): void {
    const finger = this.#fingers.get(pointerId);
    if (!finger || !this.#key || !this.means.mayLift(this.#key)) return;
    this.#state = "dragging";
    this.element.setPointerCapture?.(pointerId);
    this.means.lift(this.#key, finger);
  }

  #move = (event: PointerEvent): void => {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger) return;
    const at = this.#at(event);
    const before = { ...finger };
    const spread = this.#spread();
    Object.assign(finger, at);
    if (this.#state === "pressed") this.#begin(event, finger);
    switch (this.#state) {
      case "sliding":
        this.means.slide(before.x - at.x, before.y - at.y);
        break;
      case "dragging":
        this.means.drag(at);
        break;
      case "pinching":
        this.means.slide((before.x - at.x) / 2, (before.y - at.y) / 2);
        if (spread) this.means.pinch(this.#spread() / spread, this.#middle());
        break;
    }
  };

  /** A press that moved far enough becomes a drag or a slide. */
  #begin(event: PointerEvent, finger: Finger): void {
    if (Math.hypot(finger.x - finger.startX, finger.y - finger.startY) < FAR) return;
    clearTimeout(this.#timer);
    this.element.setPointerCapture?.(event.pointerId);
    const lifts = this.#key !== null && event.pointerType !== "touch";
    if (lifts && this.#key && this.means.mayLift(this.#key)) {
      this.#state = "dragging";
      this.means.lift(this.#key, { x: finger.startX, y: finger.startY });
    } else {
      this.#state = "sliding";
    }
  }

  #up = (event: PointerEvent): void => {
    if (!this.#fingers.delete(event.pointerId)) return;
    clearTimeout(this.#timer);
    const at = this.#at(event);
    const state = this.#state;
    if (this.#fingers.size > 0) {
      if (state === "pinching") this.#state = "sliding";
      return;
    }
    this.#state = "idle";
    if (state === "dragging") this.means.drop(at);
    else if (state === "pressed") this.#tap(at, event.timeStamp);
  };

  #tap(at: Point, time: number): void {
    const isDouble = time - this.#lastTap.time < TWICE && this.#lastTap.key === this.#key;
    this.#lastTap = { key: this.#key, time: isDouble ? Number.NEGATIVE_INFINITY : time };
    this.means.tap(this.#key, at, isDouble);
  }

  #stop = (): void => {
    clearTimeout(this.#timer);
    this.#fingers.clear();
    const wasDragging = this.#state === "dragging";
    this.#state = "idle";
    if (wasDragging) this.means.cancel();
  };

  #spread(): number {
    const [a, b] = [...this.#fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  #middle(): Point {
    const all = [...this.#fingers.values()];
    const sum = all.reduce((s, one) => ({ x: s.x + one.x, y: s.y + one.y }), { x: 0, y: 0 });
    return { x: sum.x / all.length, y: sum.y / all.length };
  }
}

/** What has a meaning of its own inside the drawing, such as the field where one writes. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("button, input, textarea, select, a, dialog") !== null
  );
}
