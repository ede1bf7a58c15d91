// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The sheet on screen: draws what is in view, follows the camera, and says what people do there.
 *
 * Everything that moves with the sheet stands in two layers that get one transform per frame; which
 * cards stand in them is for scene.ts. It reads the board, never writes.
 */
import type { Card } from "../../live/protocol";
import type { Area, Plan, Slot } from "./arrange";
import { Backdrop } from "./backdrop";
import {
  bounded,
  type Camera,
  fitted,
  panned,
  revealed,
  type Size,
  seen,
  toScreen,
  toSheet,
  zoomed,
} from "./camera";
import { type Detail, detailAt } from "./detail";
import { Dragging, dropBox } from "./dragging";
import type { Drop } from "./drop";
import { Faces, type Look } from "./faces";
import { type Box, type Direction, grown, holds, middle, type Point } from "./geometry";
import { Gestures } from "./gestures";
import { Scene } from "./scene";
import { neighbour } from "./walk";

/** How a card looks from afar. */
export interface Ink {
  sector: string;
  isFilled: boolean;
}

export interface Host {
  lookOf(slot: Slot): Look;
  /** For marks: cheaper than a whole look. */
  inkOf(slot: Slot): Ink;
  cardOf(slot: Slot): Card | undefined;
  mayLift(slot: Slot): boolean;
  choseSlot(slot: Slot | null): void;
  edit(slot: Slot): void;
  addIn(area: Area): void;
  dropped(slot: Slot, drop: Drop): void;
  /** The sheet moved: what lies over it moves along. */
  moved(): void;
}

const GLIDES = 40; // more cards than this do not move visibly, they are simply there
const FAST = 14; // pixels per frame
const REST = 140; // milliseconds without movement before letters are drawn sharp again

export class Stage {
  camera: Camera = { x: 0, y: 0, scale: 1 };
  size: Size = { width: 1, height: 1 };
  plan: Plan = { width: 1, height: 1, sheets: [], areas: new Map(), slots: new Map() };
  detail: Detail = "full";
  /** Whether the person moved the sheet or chose something: then nothing moves by itself. */
  isLookedAt = false;
  focused: string | null = null;
  readonly back = layer("nb-stage__back");
  readonly front = layer("nb-stage__front");
  readonly canvas = document.createElement("canvas");
  readonly ring = mark("nb-ring");
  readonly flag = mark("nb-flag");
  readonly gap = mark("nb-gap");
  readonly #backdrop = new Backdrop(this.back);
  readonly #faces = new Faces(this.front);
  readonly #gestures: Gestures;
  readonly #scene: Scene;
  #isMoved = true;
  #isFast = false;
  #lastCamera: Camera = { x: 0, y: 0, scale: 1 };
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  readonly #drag: Dragging;
  #hovered: string | null = null;

  constructor(
    readonly element: HTMLElement,
    readonly host: Host,
  ) {
    this.canvas.className = "nb-stage__dots";
    for (const part of [this.back, this.canvas, this.ring, this.flag]) {
      part.setAttribute("aria-hidden", "true");
    }
    element.prepend(this.back, this.canvas, this.front, this.ring, this.flag);
    this.front.append(this.gap);
    this.#drag = new Dragging(this, this.#faces);
    this.#scene = new Scene(element, this.canvas, this.#faces, host);
    this.#gestures = new Gestures(element, {
      keyOf: (target) => this.#keyOf(target),
      mayLift: (key) => this.#mayLift(key),
      tap: (key, at, isDouble) => this.#tap(key, at, isDouble),
      slide: (dx, dy) => this.#turn(panned(this.camera, dx, dy)),
      pinch: (factor, at) => this.#turn(zoomed(this.camera, factor, at)),
      lift: (key, at) => this.#drag.lift(key, at),
      drag: (at) => this.#drag.to(at),
      drop: () => this.#drag.letGo(),
      cancel: () => this.#drag.end(),
    });
    element.addEventListener("wheel", this.#wheel, { passive: false });
    element.addEventListener("pointermove", this.#hover);
    element.addEventListener("focusin", this.#focusIn);
    element.addEventListener("focusout", () => this.wake());
  }

  // What is shown

  resize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return;
    this.size = size;
    this.#scene.resize(size);
    this.wake();
  }

  /** Another plan. What is in the middle of the screen stays there. */
  show(plan: Plan): void {
    const shift = this.#shiftOf(plan);
    const before = this.slot;
    const hadFocus = this.element.contains(document.activeElement);
    this.plan = plan;
    this.#scene.show(plan);
    this.#backdrop.show(plan);
    if (shift.x || shift.y) {
      this.camera = { ...this.camera, x: this.camera.x + shift.x, y: this.camera.y + shift.y };
      this.#isMoved = true;
    }
    this.#refresh(shift.x === 0 && shift.y === 0);
    if (before && !plan.slots.has(before.key)) this.#moveFocus(before, hadFocus);
    this.wake();
  }

  /** How far the zone in the middle of the screen lies from where it lay. */
  #shiftOf(plan: Plan): Point {
    const centre = middle(seen(this.camera, this.size));
    const before = this.plan.sheets.flatMap((sheet) => sheet.zones);
    const anchor = before.find((zone) => holds(zone.box, centre));
    const after = plan.sheets
      .flatMap((sheet) => sheet.zones)
      .find((zone) => zone.zone.key === anchor?.zone.key);
    if (!anchor || !after) return { x: 0, y: 0 };
    return { x: after.box.x - anchor.box.x, y: after.box.y - anchor.box.y };
  }

  #refresh(mayGlide: boolean): void {
    const keys = this.#faces.keys();
    const glides = mayGlide && keys.length <= GLIDES * 4;
    for (const key of keys) {
      const slot = this.plan.slots.get(key);
      const face = this.#faces.get(key);
      if (!slot || !face) this.#faces.release(key);
      else if (this.#drag.key !== key) {
        face.place(slot.box, glides);
        face.show(slot, this.host.lookOf(slot));
      }
    }
    this.#scene.expire();
  }

  // The camera

  look(camera: Camera): void {
    this.camera = bounded(camera, this.plan, this.size);
    this.#isMoved = true;
    this.element.classList.add("nb-stage--moving");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.element.classList.remove("nb-stage--moving");
      this.wake();
    }, REST);
    this.wake();
  }

  #turn(camera: Camera): void {
    this.isLookedAt = true;
    this.look(camera);
  }

  zoomBy(factor: number): void {
    const at = { x: this.size.width / 2, y: this.size.height / 2 };
    this.#turn(zoomed(this.camera, factor, at));
  }

  fit(box: Box, closest = 1): void {
    this.look(fitted(box, this.size, Math.min(24, this.size.width / 30), closest));
  }

  fitAll(): void {
    this.fit({ x: 0, y: 0, width: this.plan.width, height: this.plan.height });
  }

  screenBox(box: Box): Box {
    const corner = toScreen(this.camera, box);
    const { scale } = this.camera;
    return { ...corner, width: box.width * scale, height: box.height * scale };
  }

  // The card that has the focus

  get slot(): Slot | null {
    return this.focused ? (this.plan.slots.get(this.focused) ?? null) : null;
  }

  focus(key: string | null, options: { reveal?: boolean } = {}): void {
    const slot = this.#choose(key);
    this.wake();
    if (!slot) return;
    if (options.reveal ?? true) this.reveal(slot);
    const face = this.#faces.get(slot.key) ?? this.#faces.take(slot, this.host.lookOf(slot));
    face.element.tabIndex = 0;
    if (document.activeElement !== face.element) face.element.focus({ preventScroll: true });
  }

  /** The chosen card, while the focus is elsewhere, such as in the list. */
  choose(key: string | null): void {
    const slot = this.#choose(key);
    if (slot) this.reveal(slot);
    this.wake();
  }

  #choose(key: string | null): Slot | undefined {
    const slot = key ? this.plan.slots.get(key) : undefined;
    const before = this.focused && this.#faces.get(this.focused);
    if (before) before.element.tabIndex = -1;
    this.focused = slot?.key ?? null;
    this.isLookedAt ||= slot !== undefined;
    this.host.choseSlot(slot ?? null);
    return slot;
  }

  reveal(slot: Slot): void {
    const camera = revealed(this.camera, slot.box, this.size, 40);
    if (camera.x !== this.camera.x || camera.y !== this.camera.y) this.look(camera);
  }

  /** The nearest card in a direction, or the first of all. */
  walk(direction: Direction): void {
    const from = this.slot;
    const next = from
      ? neighbour(from.box, direction, this.plan.slots.values())
      : this.plan.slots.values().next().value;
    if (next) this.focus(next.key);
  }

  /** The one that Tab comes to when nothing was chosen yet: the first in view. */
  entry(): Slot | null {
    const shown = seen(this.camera, this.size);
    const inView = [...this.plan.slots.values()].find((slot) => holds(shown, middle(slot.box)));
    return inView ?? this.plan.slots.values().next().value ?? null;
  }

  /** The chosen card is gone: the next one in its place, else the sheet itself. */
  #moveFocus(gone: Slot, hadFocus: boolean): void {
    const beside = this.plan.areas.get(gone.area)?.slots ?? [];
    const next = beside[Math.min(gone.index, beside.length - 1)];
    if (hadFocus && next) {
      this.focus(next.key, { reveal: false });
      return;
    }
    this.focused = null;
    this.host.choseSlot(null);
    if (hadFocus) this.element.focus({ preventScroll: true });
  }

  #focusIn = (event: FocusEvent): void => {
    const key = this.#keyOf(event.target);
    if (key && key !== this.focused) this.focus(key, { reveal: false });
    this.wake();
  };

  // Pointers

  #keyOf(target: EventTarget | null): string | null {
    const face = target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
    return face?.dataset.key ?? null;
  }

  #mayLift(key: string): boolean {
    const slot = this.plan.slots.get(key);
    return slot !== undefined && this.host.mayLift(slot);
  }

  #tap(key: string | null, at: Point, isDouble: boolean): void {
    const point = toSheet(this.camera, at);
    const slot = key ? this.plan.slots.get(key) : this.#scene.at(point);
    if (slot && this.detail === "dots") this.fit(grown(slot.box, 320), 0.8);
    if (slot) this.focus(slot.key, { reveal: false });
    if (slot && isDouble) this.host.edit(slot);
    if (slot) return;
    this.focus(null);
    this.element.focus({ preventScroll: true });
    if (!isDouble) return;
    const area = [...this.plan.areas.values()].find((one) => holds(one.box, point));
    if (area && this.detail !== "dots") this.host.addIn(area);
    else this.#zoomToZone(point);
  }

  #zoomToZone(point: Point): void {
    const zones = this.plan.sheets.flatMap((sheet) => sheet.zones);
    const zone = zones.find((one) => holds(one.box, point));
    if (zone) this.fit(zone.box);
  }

  #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const box = this.element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      this.#turn(zoomed(this.camera, Math.exp(-event.deltaY / 300), at));
      return;
    }
    const unit = event.deltaMode === 1 ? 18 : 1;
    const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    this.#turn(panned(this.camera, dx * unit, dy * unit));
  };

  #hover = (event: PointerEvent): void => {
    if (event.pointerType === "touch" || this.#gestures.isDragging || event.buttons) return;
    const box = this.element.getBoundingClientRect();
    const at = toSheet(this.camera, { x: event.clientX - box.left, y: event.clientY - box.top });
    const key = this.#scene.at(at)?.key ?? null;
    if (key === this.#hovered) return;
    this.#hovered = key;
    this.wake();
  };

  get isDragging(): boolean {
    return this.#drag.isOn;
  }

  stopDrag(): void {
    this.#gestures.stop();
  }

  /** Mark where a card would come; also while it is carried with the keys. */
  showDrop(drop: Drop | null): void {
    this.#drag.show(drop);
  }

  /** Bring the place where a carried card would come on screen. */
  revealDrop(drop: Drop): void {
    this.showDrop(drop);
    const box = drop.kind === "onto" ? drop.slot.box : dropBox(drop);
    this.look(revealed(this.camera, box, this.size, 60));
  }

  // Frames

  /** Draw in the next frame. */
  wake(): void {
    this.#frame ||= requestAnimationFrame(this.#draw);
  }

  #draw = (): void => {
    this.#frame = 0;
    this.#drag.step();
    if (this.#isMoved) this.#applyCamera();
    const hasMore = this.#scene.draw({
      camera: this.camera,
      size: this.size,
      isFar: this.detail === "dots",
      isMoved: this.#isMoved,
      isFast: this.#isFast && this.#isMoved,
      isSliding: this.element.classList.contains("nb-stage--moving"),
      keeps: (key) => key === this.focused || key === this.#drag.key,
    });
    this.#point();
    if (this.#isMoved) this.host.moved();
    this.#isMoved = false;
    if (hasMore || this.#drag.pulls) this.wake();
  };

  #applyCamera(): void {
    const { x, y, scale } = this.camera;
    const before = this.#lastCamera;
    const travelled = Math.hypot(x - before.x, y - before.y) * scale;
    this.#isFast = travelled > FAST || Math.abs(scale / before.scale - 1) > 0.01;
    this.#lastCamera = this.camera;
    const transform = `scale(${scale}) translate(${-x}px, ${-y}px)`;
    this.back.style.transform = transform;
    this.front.style.transform = transform;
    const detail = detailAt(scale, this.detail);
    if (detail !== this.detail || !this.element.dataset.detail) {
      this.detail = detail;
      this.element.dataset.detail = detail;
      this.#scene.expire();
    }
    this.element.classList.toggle("nb-stage--far", scale < 0.11);
  }

  /** The ring around the chosen card, and its name where it cannot be read. */
  #point(): void {
    const slot = this.slot;
    const active = document.activeElement;
    this.ring.hidden = !slot || this.#drag.isOn;
    if (slot) {
      this.#over(this.ring, slot);
      this.ring.classList.toggle("nb-ring--round", slot.shape === "actor");
      this.ring.classList.toggle("nb-ring--quiet", !this.front.contains(active));
    }
    const named = this.plan.slots.get(this.#hovered ?? this.focused ?? "");
    const needsName =
      named && (this.detail === "dots" || named.shape === "actor") && !this.#drag.isOn;
    this.flag.hidden = !needsName;
    if (!needsName) return;
    this.flag.textContent = this.host.lookOf(named).content.name;
    const box = this.screenBox(named.box);
    this.flag.style.transform = `translate(${box.x + box.width / 2}px, ${box.y}px)`;
  }

  #over(element: HTMLElement, slot: Slot): void {
    const box = this.screenBox(slot.box);
    element.style.transform = `translate(${box.x}px, ${box.y}px)`;
    element.style.width = `${box.width}px`;
    element.style.height = `${box.height}px`;
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#gestures.stop();
  }
}

function layer(className: string): HTMLDivElement {
  const made = document.createElement("div");
  made.className = `nb-stage__layer ${className}`;
  return made;
}

function mark(className: string): HTMLDivElement {
  const made = document.createElement("div");
  made.className = className;
  made.hidden = true;
  return made;
}
