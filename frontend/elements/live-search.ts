// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-live-search>` around a search form: shows results while you type.
 *
 * Asks the same address with the header `X-NB-Fragment: results` and puts the answer in
 * `#resultaten`. Without scripts the form works as any form.
 */
import { announcer, whenQuiet } from "./parts";
import { text } from "./texts";

const QUIET = 220; // milliseconds after the last key

/** The address of a filled-in form, without what was left empty. */
export function searchAddress(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) query.append(name, value);
  }
  const path = new URL(form.action || location.href, location.href).pathname;
  return query.size ? `${path}?${query}` : path;
}

/** What to put in the page: the inside of `#resultaten`, or the answer itself. */
export function resultsIn(html: string): Node[] {
  const answer = new DOMParser().parseFromString(html, "text/html");
  return [...(answer.getElementById("resultaten") ?? answer.body).childNodes];
}

export class LiveSearch extends HTMLElement {
  #form: HTMLFormElement | null = null;
  #running: AbortController | null = null;
  readonly #said = announcer();
  readonly #soon = whenQuiet(() => void this.search(), QUIET);

  connectedCallback(): void {
    this.#form = this.querySelector("form");
    this.append(this.#said);
    this.#form?.addEventListener("input", this.#soon.start);
    this.#form?.addEventListener("change", this.#soon.start);
    this.#form?.addEventListener("submit", this.#submit);
  }

  disconnectedCallback(): void {
    this.#soon.stop();
    this.#running?.abort();
    this.#form?.removeEventListener("input", this.#soon.start);
    this.#form?.removeEventListener("change", this.#soon.start);
    this.#form?.removeEventListener("submit", this.#submit);
  }

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#soon.stop();
    void this.search();
  };

  /** Ask for results; an answer to an older question is thrown away. */
  async search(): Promise<void> {
    const place = document.getElementById("resultaten");
    if (!this.#form || !place) return;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const address = searchAddress(this.#form);
    place.setAttribute("aria-busy", "true");
    try {
      const headers = { "X-NB-Fragment": "results" };
      const answer = await fetch(address, { headers, signal: running.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const nodes = resultsIn(await answer.text());
      if (running.signal.aborted) return;
      place.replaceChildren(...nodes);
      history.replaceState(history.state, "", address);
      this.#said.textContent = place.querySelector(".nb-count")?.textContent?.trim() ?? "";
    } catch {
      if (running.signal.aborted) return;
      this.#said.textContent = text("searchFailed");
    }
    place.removeAttribute("aria-busy");
  }
}

customElements.define("nb-live-search", LiveSearch);
