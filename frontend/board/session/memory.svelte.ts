// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What a screen remembers on this device: where someone was and what is not laid down yet. */
import { draftFor, dropDraft, keepDraft } from "../../elements/drafts";
import type { Seating } from "./where";

interface Kept {
  step: string;
  /** Per step the zone that was open. */
  zones: Record<string, string>;
  /** Per zone the column that was chosen. */
  spots: Record<string, string>;
  /** The seat that was seen last. */
  seen: Seating | null;
  /** Whether cards of all tables are shown. */
  isWide: boolean;
}

const EMPTY: Kept = { step: "", zones: {}, spots: {}, seen: null, isWide: false };

/** Storage of this device; a private window may forbid it. */
export function deviceStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

function read(storage: Storage | null, key: string): Kept {
  try {
    const kept = JSON.parse(storage?.getItem(key) ?? "null");
    return kept && typeof kept === "object" ? { ...EMPTY, ...kept } : { ...EMPTY };
  } catch {
    return { ...EMPTY };
  }
}

export class Memory {
  #kept = $state<Kept>({ ...EMPTY });
  readonly #key: string;

  constructor(
    name: string,
    private readonly storage: Storage | null = deviceStorage(),
  ) {
    this.#key = `nb-place:${name}`;
    this.#kept = read(storage, this.#key);
  }

  get kept(): Readonly<Kept> {
    return this.#kept;
  }

  keep(news: Partial<Kept>): void {
    Object.assign(this.#kept, news);
    try {
      this.storage?.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // Full or forbidden: it holds as long as the page.
    }
  }
}

export interface Sketch {
  text: string;
  /** Extra fields; they stay for the next card. */
  fields: Record<string, string>;
}

/** Per zone what someone is writing; on this device until it is laid down. */
export class Sketches {
  #all = $state<Record<string, Sketch>>({});

  constructor(
    private readonly name: string,
    zones: readonly string[],
    private readonly storage: Storage | null = deviceStorage(),
  ) {
    for (const zone of zones) {
      const draft = storage && draftFor(storage, this.#draft(zone));
      if (!draft) continue;
      const { text = "", ...fields } = draft.values;
      this.#all[zone] = { text, fields };
    }
  }

  of(zone: string): Sketch {
    return this.#all[zone] ?? { text: "", fields: {} };
  }

  /** Zones where words wait to be laid down. */
  get unlaid(): string[] {
    return Object.keys(this.#all).filter((zone) => this.#all[zone]?.text.trim());
  }

  keep(zone: string, news: Partial<Sketch>): void {
    const sketch = { ...this.of(zone), ...news };
    this.#all[zone] = sketch;
    if (!this.storage) return;
    const values = { ...sketch.fields, text: sketch.text };
    if (Object.values(values).some(Boolean)) {
      keepDraft(this.storage, this.#draft(zone), { values, basedOn: "", at: Date.now() });
    } else {
      dropDraft(this.storage, this.#draft(zone));
    }
  }

  #draft(zone: string): string {
    return `${this.name}:${zone}`;
  }
}
