// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Own operations that the server refused, kept together per card until the person decides. */
import type { Entry } from "./entries";
import { cardOf, type Id, type Operation } from "./operations";

export interface Unplaced {
  /** The first refused operation of its card. */
  op: Operation;
  code: string;
  /** Why, for the person. */
  sentence: string;
  /** The person's own words in it, the newest; "" when there are none. */
  text: string;
}

function wordsIn(op: Operation): string {
  if (op.type === "set_fields") {
    return Object.values(op.fields)
      .filter((value) => typeof value === "string")
      .join(" · ");
  }
  return "text" in op ? (op.text ?? "") : "";
}

export class Refused {
  readonly #groups = new Map<Id, Entry[]>();

  has(opId: Id): boolean {
    return [...this.#groups.values()].flat().some((entry) => entry.op.op_id === opId);
  }

  /** Whether the operation belongs to a card of which other operations were refused. */
  isAbout(op: Operation): boolean {
    return this.#groups.has(this.#groupOf(op));
  }

  put(entry: Entry): void {
    const key = this.#groupOf(entry.op);
    const group = [...(this.#groups.get(key) ?? []), entry];
    this.#groups.set(
      key,
      group.sort((a, b) => a.n - b.n),
    );
  }

  /** Take out an operation with those of the same card, in order. */
  takeGroup(opId: Id): Entry[] {
    for (const [key, group] of this.#groups) {
      if (!group.some((entry) => entry.op.op_id === opId)) continue;
      this.#groups.delete(key);
      return group;
    }
    return [];
  }

  list(): Unplaced[] {
    const groups = [...this.#groups.values()].sort((a, b) => (a[0]?.n ?? 0) - (b[0]?.n ?? 0));
    return groups.flatMap(([first, ...rest]) => {
      if (!first?.refusal) return [];
      const words = [first, ...rest].map((entry) => wordsIn(entry.op)).filter(Boolean);
      return [{ op: first.op, ...first.refusal, text: words.at(-1) ?? "" }];
    });
  }

  /** A link to a refused card waits with that card. */
  #groupOf(op: Operation): Id {
    const card = cardOf(op) ?? op.op_id;
    if (!this.#groups.has(card) && "to" in op && this.#groups.has(op.to)) return op.to;
    return card;
  }
}
