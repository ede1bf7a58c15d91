// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What of the plan is drawn: cards in view as elements (faces.ts), a few new ones per frame; what is
 * not yet an element, or too small to read, as a mark on the canvas between them (dots.ts).
 */
import type { Plan, Slot } from "./arrange";
import { type Camera, type Size, seen } from "./camera";
import { type Dot, Dots } from "./dots";
import type { Faces } from "./faces";
import { type Box, distance, grown, middle, type Point } from "./geometry";
import { Palette } from "./palette";
import { Grid } from "./spatial";
import type { Host } from "./stage";

/** How the sheet stands and moves at this moment. */
export interface Frame {
  camera: Camera;
  size: Size;
  /** So small that nothing can be read. */
  isFar: boolean;
  isMoved: boolean;
  isFast: boolean;
  /** It moved a moment ago. */
  isSliding: boolean;
  /** Whether this card stays an element wherever it is. */
  keeps(key: string): boolean;
}

const OVERSCAN = 160; // pixels around the screen in which cards are kept ready
/** New cards per frame, and milliseconds for them: few while the sheet moves, more at rest. */
const MOVING = { cards: 8, time: 3 };
const AT_REST = { cards: 60, time: 10 };

export class Scene {
  readonly #dots: Dots;
  readonly #palette: Palette;
  readonly #marks = new WeakMap<Slot, Dot>();
  #grid = new Grid<Slot>([]);
  #inView = new Set<Slot>();
  #viewed: Box | null = null;
  #isStale = true;

  constructor(
    element: HTMLElement,
    canvas: HTMLCanvasElement,
    readonly faces: Faces,
    readonly host: Host,
  ) {
    this.#dots = new Dots(canvas);
    this.#palette = new Palette(element);
  }

  resize(size: Size): void {
    this.#dots.resize(size, devicePixelRatio || 1);
    this.#viewed = null;
  }

  show(plan: Plan): void {
    this.#grid = new Grid(plan.slots.values());
    this.#viewed = null;
  }

  /** Draw all again in the next frame. */
  expire(): void {
    this.#isStale = true;
  }

  at(point: Point): Slot | null {
    return this.#grid.at(point);
  }

  /** Draw one frame; true when there are still cards in view without an element. */
  draw(frame: Frame): boolean {
    this.#gather(frame);
    const hasMore = frame.isFar ? this.#dropFaces(frame) : this.#dress(frame);
    if (this.#isStale || frame.isMoved || hasMore) this.#paint(frame.camera);
    this.#isStale = hasMore;
    return hasMore;
  }

  /** What is in view, looked up again only after the view left what was looked up. */
  #gather({ camera, size }: Frame): void {
    const shown = seen(camera, size);
    const margin = OVERSCAN / camera.scale;
    const wanted = grown(shown, margin);
    // After zooming in, what was looked up is far more than is needed.
    const isTight = this.#viewed !== null && this.#viewed.width < wanted.width * 1.3;
    if (this.#viewed && isTight && inside(shown, this.#viewed)) return;
    this.#viewed = wanted;
    this.#inView = this.#grid.within(wanted);
    this.#isStale = true;
  }

  /** Only the card with the focus, or under the pointer that drags, stays an element. */
  #dropFaces({ keeps }: Frame): boolean {
    for (const key of this.faces.keys()) {
      if (!keeps(key)) this.faces.release(key);
    }
    return false;
  }

  /** Dress a few more cards; true when there are still some without. */
  #dress(frame: Frame): boolean {
    if (!this.#isStale) return false;
    // Nobody reads what flies past: marks will do until it slows down.
    if (frame.isFast) return true;
    const keys = new Set([...this.#inView].map((slot) => slot.key));
    for (const key of this.faces.keys()) {
      if (!keys.has(key) && !frame.keeps(key)) this.faces.release(key);
    }
    const missing = [...this.#inView].filter((slot) => !this.faces.get(slot.key));
    const most = frame.isSliding ? MOVING : AT_REST;
    if (missing.length > most.cards) {
      const centre = middle(seen(frame.camera, frame.size));
      missing.sort((a, b) => distance(a.box, centre) - distance(b.box, centre));
    }
    const started = performance.now();
    let made = 0;
    for (const slot of missing) {
      if (made >= most.cards || performance.now() - started > most.time) return true;
      this.faces.take(slot, this.host.lookOf(slot));
      made += 1;
    }
    return false;
  }

  /** Made once per plan: with all cards on screen there are thousands in every frame. */
  #dotOf(slot: Slot): Dot {
    const known = this.#marks.get(slot);
    if (known) return known;
    const { sector, isFilled } = this.host.inkOf(slot);
    const ink = this.#palette.ink(sector);
    const made = { ...slot.box, isRound: slot.shape === "actor", ink, isFilled };
    this.#marks.set(slot, made);
    return made;
  }

  #paint(camera: Camera): void {
    const dots: Dot[] = [];
    for (const slot of this.#inView) {
      if (this.faces.get(slot.key)) continue;
      dots.push(this.#dotOf(slot));
    }
    this.#dots.paint(dots, camera, this.#palette.inks());
  }
}

function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
