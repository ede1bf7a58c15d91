// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-card-deck>` around a list of cards: shuffle them, draw one, go on with the arrow keys.
 *
 * An item with `data-used` comes after those not used yet. Without scripts it is a list.
 */
import { announcer, button } from "./parts";
import { text } from "./texts";

/** The items in chance order, those not used yet first. `random` gives numbers from 0 to 1. */
export function shuffled<T>(items: T[], isUsed: (item: T) => boolean, random: () => number): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return [...mixed.filter((item) => !isUsed(item)), ...mixed.filter(isUsed)];
}

export class CardDeck extends HTMLElement {
  #list: HTMLElement | null = null;
  /** Which card lies open; null when all do. */
  #drawn: number | null = null;
  readonly #said = announcer();
  readonly #steps: HTMLButtonElement[] = [];

  connectedCallback(): void {
    this.#list = this.querySelector(".nb-cards");
    if (!this.#list || this.#steps.length) return;
    const bar = document.createElement("p");
    bar.className = "nb-actions nb-deck__bar";
    const previous = this.#button("deckPrevious", () => this.#step(-1));
    const next = this.#button("deckNext", () => this.#step(1));
    const all = this.#button("deckAll", () => this.#show(null));
    this.#steps.push(previous, next, all);
    bar.append(
      this.#button("deckDraw", () => this.#draw()),
      this.#button("deckShuffle", () => this.#shuffle()),
      ...this.#steps,
      this.#said,
    );
    this.prepend(bar);
    this.addEventListener("keydown", this.#key);
    this.#show(null);
  }

  #button(label: Parameters<typeof text>[0], action: () => void): HTMLButtonElement {
    const made = button(text(label));
    made.addEventListener("click", action);
    return made;
  }

  get #cards(): HTMLElement[] {
    return this.#list ? ([...this.#list.children] as HTMLElement[]) : [];
  }

  #mix(): void {
    const isUsed = (card: HTMLElement) =>
      card.hasAttribute("data-used") || card.querySelector("[data-used]") !== null;
    this.#list?.append(...shuffled(this.#cards, isUsed, Math.random));
  }

  #shuffle(): void {
    this.#mix();
    this.#show(this.#drawn === null ? null : 0);
    this.#said.textContent = text("deckShuffled");
  }

  #draw(): void {
    this.#mix();
    this.#show(0);
  }

  #step(way: number): void {
    const count = this.#cards.length;
    if (this.#drawn !== null && count) this.#show((this.#drawn + way + count) % count);
  }

  #show(drawn: number | null): void {
    this.#drawn = drawn;
    this.toggleAttribute("data-drawn", drawn !== null);
    for (const [index, card] of this.#cards.entries()) {
      card.hidden = drawn !== null && index !== drawn;
    }
    for (const step of this.#steps) step.hidden = drawn === null;
    const name = drawn === null ? null : this.#cards[drawn]?.querySelector(".nb-card__name");
    this.#said.textContent = name?.textContent?.trim() ?? "";
  }

  #key = (event: KeyboardEvent): void => {
    if (this.#drawn === null || (event.target as Element).closest("input, textarea, select"))
      return;
    if (event.key === "ArrowRight") this.#step(1);
    else if (event.key === "ArrowLeft") this.#step(-1);
    else if (event.key === "Escape") this.#show(null);
    else return;
    event.preventDefault();
  };
}

customElements.define("nb-card-deck", CardDeck);
