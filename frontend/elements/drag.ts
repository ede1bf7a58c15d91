// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-drag>` around cards and places: drag a card to a place instead of pressing its button.
 *
 * A card has `data-drag`; somewhere it has buttons with `data-drop-for="<place>"`, inside it or in
 * the element whose id its `data-drag` names. A place has `data-drop="<place>"`. Letting go on a
 * place presses the button, so dragging can do nothing that a button cannot. Works on SVG too.
 * Fingers scroll; they use the buttons.
 */
import { text } from "./texts";

const FAR_ENOUGH = 6; // pixels before a press becomes a drag

/** The button that does what dropping this card on this place would do. */
export function buttonFor(card: Element, place: string): HTMLButtonElement | null {
  const named = card.getAttribute("data-drag");
  const owners = [card, named ? document.getElementById(named) : null];
  const selector = `button[data-drop-for="${CSS.escape(place)}"]`;
  for (const owner of owners) {
    const found = owner?.querySelector<HTMLButtonElement>(selector);
    if (found) return found;
  }
  return null;
}

export class Drag extends HTMLElement {
  #card: Element | null = null;
  #start = { x: 0, y: 0 };
  #moving = false;
  #label: HTMLElement | null = null;

  connectedCallback(): void {
    this.addEventListener("pointerdown", this.#down);
    this.addEventListener("dragstart", (event) => this.#card && event.preventDefault());
  }

  disconnectedCallback(): void {
    this.#end();
  }

  #down = (event: PointerEvent): void => {
    const target = event.target as Element;
    if (event.button !== 0 || event.pointerType === "touch") return;
    const card = target.closest("[data-drag]");
    // A press on a link or a control inside a card is for that; a card may be a link itself.
    const control = target.closest("a, button, input, textarea, select, summary, label");
    if (!card || (control && control !== card && card.contains(control))) return;
    this.#card = card;
    this.#start = { x: event.clientX, y: event.clientY };
    document.addEventListener("pointermove", this.#move);
    document.addEventListener("pointerup", this.#up);
    document.addEventListener("pointercancel", this.#end);
    document.addEventListener("keydown", this.#key);
  };

  #move = (event: PointerEvent): void => {
    const far = Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y);
    if (!this.#card || (!this.#moving && far < FAR_ENOUGH)) return;
    if (!this.#moving) this.#lift(this.#card);
    event.preventDefault();
    const over = this.#placeAt(event);
    for (const place of this.#places()) place.classList.toggle("nb-drop--over", place === over);
    this.#follow(event, over);
  };

  #lift(card: Element): void {
    this.#moving = true;
    card.classList.add("nb-card--dragged");
    document.getSelection()?.removeAllRanges();
    for (const place of this.#places()) place.classList.add("nb-drop");
    this.#label = document.createElement("div");
    this.#label.className = "nb-drag-label";
    this.#label.setAttribute("aria-hidden", "true");
    document.body.append(this.#label);
  }

  #follow(event: PointerEvent, over: Element | null): void {
    if (!this.#label) return;
    const name = over?.getAttribute("data-drop-name") ?? over?.getAttribute("data-drop") ?? "";
    this.#label.textContent = over ? `${text("dragTo")} ${name}` : "…";
    this.#label.style.transform = `translate(${event.clientX + 14}px, ${event.clientY + 14}px)`;
  }

  /** The places this card may go to. */
  #places(): Element[] {
    const card = this.#card;
    if (!card) return [];
    return [...this.querySelectorAll("[data-drop]")].filter((place) =>
      buttonFor(card, place.getAttribute("data-drop") ?? ""),
    );
  }

  /** The place under the pointer, also when other cards or lines lie on top of it. */
  #placeAt(event: PointerEvent): Element | null {
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((element) => element.closest("[data-drop]"));
    return this.#places().find((place) => under.includes(place)) ?? null;
  }

  /** A link that was dragged is not followed. */
  #stay = (event: MouseEvent): void => {
    event.preventDefault();
  };

  #up = (event: PointerEvent): void => {
    if (this.#moving) {
      document.addEventListener("click", this.#stay, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", this.#stay, { capture: true }), 0);
    }
    const place = this.#moving ? this.#placeAt(event) : null;
    const pressed =
      place && this.#card ? buttonFor(this.#card, place.getAttribute("data-drop") ?? "") : null;
    if (this.#moving) this.#swallowClick();
    this.#end();
    if (pressed?.form) pressed.form.requestSubmit(pressed);
    else pressed?.click();
  };

  /** A drag that ends is no click on the link that was dragged. */
  #swallowClick(): void {
    const swallow = (event: Event) => event.preventDefault();
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.#end();
  };

  #end = (): void => {
    this.#card?.classList.remove("nb-card--dragged");
    for (const place of this.querySelectorAll(".nb-drop")) {
      place.classList.remove("nb-drop", "nb-drop--over");
    }
    this.#label?.remove();
    this.#label = null;
    this.#card = null;
    this.#moving = false;
    document.removeEventListener("pointermove", this.#move);
    document.removeEventListener("pointerup", this.#up);
    document.removeEventListener("pointercancel", this.#end);
    document.removeEventListener("keydown", this.#key);
  };
}

customElements.define("nb-drag", Drag);
