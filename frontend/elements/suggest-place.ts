// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-suggest-place>` around a text field: proposes municipalities while you type.
 *
 * The pattern is the editable combobox with list of the ARIA Authoring Practices. Without scripts
 * it is a text field; the server understands names, parts of municipalities and postcodes.
 */
import { announcer, whenQuiet } from "./parts";
import { text } from "./texts";

const ADDRESS = "/gemeenten/zoek";
const QUIET = 120;
const SHORTEST = 2;
let counter = 0;

export interface Place {
  code: string;
  label: string;
}

/** Read an answer of the server; anything that is not a place is left out. */
export function placesIn(answer: unknown): Place[] {
  if (!Array.isArray(answer)) return [];
  return answer.filter(
    (item): item is Place => typeof item?.code === "string" && typeof item?.label === "string",
  );
}

/** Which option is next: from none (-1) to the first or last, and around. */
export function nextOption(current: number, key: string, count: number): number {
  if (count === 0) return -1;
  if (key === "ArrowDown") return (current + 1) % count;
  return current <= 0 ? count - 1 : current - 1;
}

export class SuggestPlace extends HTMLElement {
  #input: HTMLInputElement | null = null;
  #active = -1;
  #running: AbortController | null = null;
  readonly #list = document.createElement("ul");
  readonly #said = announcer();
  readonly #soon = whenQuiet(() => void this.#ask(), QUIET);

  connectedCallback(): void {
    this.#input = this.querySelector("input");
    const input = this.#input;
    if (!input || input.getAttribute("role") === "combobox") return;
    counter += 1;
    this.#list.id = `nb-places-${counter}`;
    this.#list.className = "nb-options";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() || "…");
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
    })) {
      input.setAttribute(name, value);
    }
    this.append(this.#list, this.#said);
    input.addEventListener("input", this.#soon.start);
    input.addEventListener("keydown", this.#key);
    input.addEventListener("blur", this.#close);
    // A press on an option must not take the focus away from the field.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", this.#click);
  }

  disconnectedCallback(): void {
    this.#soon.stop();
    this.#running?.abort();
  }

  get #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  async #ask(): Promise<void> {
    const typed = this.#input?.value.trim() ?? "";
    this.#running?.abort();
    if (typed.length < SHORTEST) {
      this.#close();
      return;
    }
    const running = new AbortController();
    this.#running = running;
    try {
      const address = `${ADDRESS}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: running.signal });
      const places = answer.ok ? placesIn(await answer.json()) : [];
      if (!running.signal.aborted && document.activeElement === this.#input) this.#show(places);
    } catch {
      this.#close(); // no proposals: typing still works
    }
  }

  #show(places: Place[]): void {
    this.#active = -1;
    this.#input?.removeAttribute("aria-activedescendant");
    this.#list.replaceChildren(
      ...places.map((place, index) => {
        const option = document.createElement("li");
        option.id = `${this.#list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = place.label;
        return option;
      }),
    );
    this.#list.hidden = places.length === 0;
    this.#input?.setAttribute("aria-expanded", String(places.length > 0));
    this.#said.textContent = places.length
      ? `${places.length} ${text("placesFound")}`
      : text("noPlaces");
  }

  #close = (): void => {
    this.#running?.abort();
    this.#soon.stop();
    this.#list.hidden = true;
    this.#active = -1;
    this.#input?.setAttribute("aria-expanded", "false");
    this.#input?.removeAttribute("aria-activedescendant");
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" && this.#list.hidden) {
      void this.#ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !this.#list.hidden) {
      this.#activate(nextOption(this.#active, event.key, this.#options.length));
    } else if (event.key === "Enter" && this.#active >= 0) {
      this.#pick(this.#options[this.#active]);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  };

  #activate(index: number): void {
    this.#active = index;
    for (const [place, option] of this.#options.entries()) {
      option.setAttribute("aria-selected", String(place === index));
      if (place !== index) continue;
      option.scrollIntoView({ block: "nearest" });
      this.#input?.setAttribute("aria-activedescendant", option.id);
    }
  }

  #click = (event: Event): void => {
    this.#pick((event.target as Element).closest<HTMLElement>('[role="option"]') ?? undefined);
  };

  #pick(option: HTMLElement | undefined): void {
    if (!option || !this.#input) return;
    this.#input.value = option.textContent ?? "";
    this.#close();
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("nb-suggest-place", SuggestPlace);
