// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Own operations that the server refused, kept together per card until the person decides. */
import type { Entry } from "./entries";
import { cardOf, type Id, type Operation } from "./operations";
import type { Me, Session } from "./protocol";

/** Refusals after which the operation simply goes out again later. */
export const LATER: ReadonlySet<string> = new Set(["slow_down", "not_saved"]);
export const MAY_PASS: ReadonlySet<string> = new Set([
  "paused",
  "read_only",
  "closed",
  "no_votes",
  "waiting",
]);

/** Whether what stood in the way of a change is over. */
export function hasPassed(code: string, session: Session | null, me: Me | null): boolean {
  if (code === "waiting") return me?.waiting === false;
  if (session?.state !== "live") return false;
  if (code === "paused") return !session.paused;
  if (code === "read_only") return !session.readOnly;
  return code === "closed";
}

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
