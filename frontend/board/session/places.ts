// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Codes of municipalities for what someone typed, asked ahead so that laying down never waits. */
import { placesIn } from "../../elements/suggest-place";

const PATIENCE = 900; // milliseconds

export class Places {
  readonly #asked = new Map<string, Promise<string | null>>();

  constructor(private readonly address: string) {}

  /** Start looking; call it at every change of the field. */
  ask(typed: string): Promise<string | null> {
    const label = typed.trim();
    if (label.length < 2) return Promise.resolve(null);
    const known = this.#asked.get(label);
    if (known) return known;
    const asked = this.#fetch(label);
    this.#asked.set(label, asked);
    asked.then((code) => code ?? this.#asked.delete(label));
    return asked;
  }

  /** The code, or null when nothing fits or it takes too long: then the words are kept as typed. */
  code(typed: string): Promise<string | null> {
    const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
    return Promise.race([this.ask(typed), late]);
  }

  async #fetch(label: string): Promise<string | null> {
    try {
      const answer = await fetch(`${this.address}?${new URLSearchParams({ q: label })}`);
      const places = answer.ok ? placesIn(await answer.json()) : [];
      const wanted = label.toLowerCase();
      return places.find((place) => place.label.toLowerCase() === wanted)?.code ?? null;
    } catch {
      return null;
    }
  }
}

/** What the page itself calls the municipalities on the board now; nothing when it does not answer. */
export async function namesOnPage(): Promise<Record<string, string>> {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const config = JSON.parse(page.getElementById("nb-config")?.textContent ?? "{}");
    return config.places ?? {};
  } catch {
    return {};
  }
}
