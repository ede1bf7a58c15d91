// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** A card under the pointer: follows it, shows where it would come, and lands there. */

import type { Plan, Slot } from "./arrange";
import { type Camera, panned, type Size, toSheet } from "./camera";
import { DIAGRAM_SCALE } from "./diagram";
import { type Drop, dropAt } from "./drop";
import type { Faces } from "./faces";
import type { Box, Point } from "./geometry";
import type { Host } from "./stage";

/** What a drag needs of the stage. */
export interface Ground {
  readonly element: HTMLElement;
  readonly host: Host;
  readonly gap: HTMLElement;
  readonly camera: Camera;
  readonly size: Size;
  readonly plan: Plan;
  look(camera: Camera): void;
  focus(key: string, options: { reveal: boolean }): void;
  wake(): void;
}

const EDGE = 56; // pixels from the edge where a dragged card pulls the sheet along

export class Dragging {
  #held: { slot: Slot; grip: Point; at: Point; drop: Drop | null } | null = null;
  #shown: Drop | null = null;

  constructor(
    readonly ground: Ground,
    readonly faces: Faces,
  ) {}

  get isOn(): boolean {
    return this.#held !== null;
  }

  /** Of the card that is dragged. */
  get key(): string | undefined {
    return this.#held?.slot.key;
  }

  /** Whether the sheet slides along because the pointer is near an edge. */
  get pulls(): boolean {
    const pull = this.#pull();
    return pull.x !== 0 || pull.y !== 0;
  }

  #pull(): Point {
    const { width, height } = this.ground.size;
    const at = this.#held?.at;
    return at ? { x: pullOf(at.x, width), y: pullOf(at.y, height) } : { x: 0, y: 0 };
  }

  lift(key: string, at: Point): void {
    const slot = this.ground.plan.slots.get(key);
    if (!slot) return;
    const point = toSheet(this.ground.camera, at);
    this.ground.focus(key, { reveal: false });
    const grip = { x: point.x - slot.box.x, y: point.y - slot.box.y };
    this.#held = { slot, grip, at, drop: null };
    this.faces.get(key)?.element.classList.add("nb-face--lifted");
    this.ground.element.classList.add("nb-stage--dragging");
    this.ground.wake();
  }

  to(at: Point): void {
    if (this.#held) this.#held.at = at;
    this.ground.wake();
  }

  /** Follow the pointer; near an edge the sheet comes along. */
  step(): void {
    const held = this.#held;
    if (!held) return;
    const pull = this.#pull();
    if (pull.x || pull.y) this.ground.look(panned(this.ground.camera, pull.x, pull.y));
    const point = toSheet(this.ground.camera, held.at);
    this.faces.get(held.slot.key)?.hover(point.x - held.grip.x, point.y - held.grip.y);
    const card = this.ground.host.cardOf(held.slot);
    held.drop = card ? dropAt(this.ground.plan, card, held.slot, point) : null;
    this.show(held.drop);
  }

  letGo(): void {
    this.step();
    const held = this.#held;
    this.end();
    if (held?.drop) this.ground.host.dropped(held.slot, held.drop);
  }

  end(): void {
    const held = this.#held;
    this.#held = null;
    this.show(null);
    this.ground.element.classList.remove("nb-stage--dragging");
    const face = held && this.faces.get(held.slot.key);
    face?.element.classList.remove("nb-face--lifted");
    const slot = held && this.ground.plan.slots.get(held.slot.key);
    if (slot) face?.place(slot.box, false);
    this.ground.wake();
  }

  /** Mark where a card would come. */
  show(drop: Drop | null): void {
    if (this.#shown?.kind === "onto") this.#mark(this.#shown.slot.key, false);
    this.#shown = drop;
    if (drop?.kind === "onto") this.#mark(drop.slot.key, true);
    const { gap } = this.ground;
    gap.hidden = !drop || drop.kind === "onto";
    if (!drop || drop.kind === "onto") return;
    const box = dropBox(drop);
    gap.classList.toggle("nb-gap--half", drop.kind === "bubble");
    gap.classList.toggle("nb-gap--under", drop.kind === "bubble" && drop.half === "other");
    gap.style.transform = `translate(${box.x}px, ${box.y}px)`;
    gap.style.width = `${box.width}px`;
    gap.style.height = `${box.height}px`;
  }

  #mark(key: string, on: boolean): void {
    this.faces.get(key)?.element.classList.toggle("nb-face--target", on);
  }
}

function pullOf(at: number, length: number): number {
  if (at < EDGE) return (at - EDGE) / 4;
  return at > length - EDGE ? (at - length + EDGE) / 4 : 0;
}

/** The place that a drop means, on the sheet. */
export function dropBox(drop: Exclude<Drop, { kind: "onto" }>): Box {
  if (drop.kind === "place") return drop.box;
  const corner = drop.zone.diagram?.box ?? { x: 0, y: 0 };
  const { x, y, r } = drop.bubble;
  const k = DIAGRAM_SCALE;
  const top = drop.half === "culture" ? y - r : y;
  return { x: corner.x + (x - r) * k, y: corner.y + top * k, width: 2 * r * k, height: r * k };
}
