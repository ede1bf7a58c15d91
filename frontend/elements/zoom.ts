// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-zoom>` around an SVG: look at it from nearby, with mouse, fingers, keys or buttons.
 *
 * Only the attribute `viewBox` changes. The wheel zooms with Ctrl, so that a page still scrolls.
 */
import { button } from "./parts";
import { type TextKey, text } from "./texts";
import { formatView, panned, parseView, type View, zoomed } from "./view";

const STEP = 1.5;
const SHIFT = 0.25;
type Change = (view: View, whole: View) => View;

const MOVES: [TextKey, string, string[], Change][] = [
  ["zoomIn", "M12 5v14M5 12h14", ["+", "="], (view, whole) => zoomed(view, whole, STEP)],
  ["zoomOut", "M5 12h14", ["-"], (view, whole) => zoomed(view, whole, 1 / STEP)],
  ["zoomAll", "", ["0"], (_view, whole) => whole],
  ["panLeft", "M5 12h14M5 12l6-6M5 12l6 6", ["ArrowLeft"], (v, w) => panned(v, w, -SHIFT, 0)],
  ["panRight", "M5 12h14M19 12l-6-6M19 12l-6 6", ["ArrowRight"], (v, w) => panned(v, w, SHIFT, 0)],
  ["panUp", "M12 5v14M12 5l-6 6M12 5l6 6", ["ArrowUp"], (v, w) => panned(v, w, 0, -SHIFT)],
  ["panDown", "M12 5v14M12 19l-6-6M12 19l6-6", ["ArrowDown"], (v, w) => panned(v, w, 0, SHIFT)],
];

export class Zoom extends HTMLElement {
  #svg: SVGSVGElement | null = null;
  #whole: View | null = null;
  #view: View | null = null;
  readonly #pointers = new Map<number, { x: number; y: number }>();
  readonly #buttons = new Map<TextKey, HTMLButtonElement>();

  connectedCallback(): void {
    const svg = this.querySelector<SVGSVGElement>("svg[viewBox]");
    const whole = parseView(svg?.getAttribute("viewBox") ?? null);
    if (!svg || !whole || this.#svg) return;
    this.#svg = svg;
    this.#whole = whole;
    this.#view = whole;
    this.prepend(this.#bar());
    this.addEventListener("keydown", this.#key);
    svg.addEventListener("wheel", this.#wheel, { passive: false });
    svg.addEventListener("pointerdown", this.#down);
    svg.addEventListener("pointermove", this.#move);
    svg.addEventListener("pointerup", this.#up);
    svg.addEventListener("pointercancel", this.#up);
    this.#show(whole);
  }

  #bar(): HTMLElement {
    const bar = document.createElement("div");
    bar.className = "nb-zoom__bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", text("zoomBar"));
    for (const [name, icon, , change] of MOVES) {
      const made = button(text(name), icon ? { icon } : {});
      made.addEventListener("click", () => this.#change(change));
      this.#buttons.set(name, made);
      bar.append(made);
    }
    return bar;
  }

  #change(change: Change): void {
    if (this.#view && this.#whole) this.#show(change(this.#view, this.#whole));
  }

  #show(view: View): void {
    const whole = this.#whole;
    if (!this.#svg || !whole) return;
    this.#view = view;
    this.#svg.setAttribute("viewBox", formatView(view));
    const nearby = view.width < whole.width * 0.999;
    this.toggleAttribute("data-zoomed", nearby);
    for (const [name, made] of this.#buttons) {
      // What may hold the focus is never hidden or disabled: who works with keys keeps the place.
      if (name.startsWith("pan")) made.hidden = !nearby;
      else if (name !== "zoomIn") made.setAttribute("aria-disabled", String(!nearby));
    }
  }

  #key = (event: KeyboardEvent): void => {
    const typing = (event.target as Element).closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES.find(([, , keys]) => keys.includes(event.key));
    if (!move || (event.key.startsWith("Arrow") && !this.hasAttribute("data-zoomed"))) return;
    event.preventDefault();
    this.#change(move[3]);
  };

  #wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const [px, py] = this.#part(event);
    const factor = Math.exp(-event.deltaY / 300);
    this.#change((view, whole) => zoomed(view, whole, factor, px, py));
  };

  /** Where a pointer is, as parts of the drawing's width and height. */
  #part(point: { clientX: number; clientY: number }): [number, number] {
    const box = this.#svg?.getBoundingClientRect();
    if (!box?.width || !box.height) return [0.5, 0.5];
    return [(point.clientX - box.left) / box.width, (point.clientY - box.top) / box.height];
  }

  #down = (event: PointerEvent): void => {
    if (!this.hasAttribute("data-zoomed")) return;
    if ((event.target as Element).closest("a, [data-card], [data-drag]")) return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#svg?.setPointerCapture(event.pointerId);
  };

  #move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    const box = this.#svg?.getBoundingClientRect();
    if (!before || !box?.width) return;
    const spread = this.#spread();
    const now = { x: event.clientX, y: event.clientY };
    this.#pointers.set(event.pointerId, now);
    const share = 1 / this.#pointers.size;
    const dx = ((before.x - now.x) / box.width) * share;
    const dy = ((before.y - now.y) / box.height) * share;
    this.#change((view, whole) => panned(view, whole, dx, dy));
    if (!spread) return;
    const [px, py] = this.#part(event);
    this.#change((view, whole) => zoomed(view, whole, this.#spread() / spread, px, py));
  };

  #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
  };

  /** How far two fingers are apart; 0 with one. */
  #spread(): number {
    const [first, second] = [...this.#pointers.values()];
    return first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0;
  }
}

customElements.define("nb-zoom", Zoom);
