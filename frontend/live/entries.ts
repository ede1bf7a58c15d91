// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Own operations that the board does not show yet: waiting, answered, or refused. */
import { cardOf, type Id, type Operation } from "./operations";
import { cleaned } from "./perform";
import type { Done, Outcome, Refusal } from "./protocol";

export interface Entry {
  op: Operation;
  /** Order on this device. */
  n: number;
  /** The own text change that this one was typed on; it goes out after that one's answer. */
  follows: Id | null;
  /** Given to a connection at least once: from then on the operation may not change any more. */
  isSent: boolean;
  guess: Outcome;
  answer: { rev: number; outcome: Outcome } | null;
  refusal: { code: string; sentence: string } | null;
}

/** Where entries are kept over a reload; see outbox.ts. */
export interface Keeper {
  keep(entry: Entry): void;
  forget(opId: Id): void;
}

export const NOWHERE: Keeper = { keep: () => {}, forget: () => {} };

const TEXT_CHANGES = new Set(["add_card", "edit_text", "choose_text"]);

function textOf(op: Operation): string {
  return "text" in op ? (op.text ?? "") : "";
}

/** Whether the server made something else of the text than was sent: it joined it with another. */
function isMerged(entry: Entry, outcome: Outcome): boolean {
  return outcome.text !== undefined && outcome.text !== cleaned(textOf(entry.op));
}

/** Entries in the order they were made, and per card. */
export class Entries {
  #all: Entry[] = [];
  readonly #byCard = new Map<Id, Entry[]>();
  readonly #byId = new Map<Id, Entry>();
  /** What own text changes became: the revision to base the next one on. */
  readonly #texts = new Map<Id, number>();
  #next = 1;

  get all(): readonly Entry[] {
    return this.#all;
  }

  of(card: Id): readonly Entry[] {
    return this.#byCard.get(card) ?? [];
  }

  get(opId: Id): Entry | undefined {
    return this.#byId.get(opId);
  }

  nextNumber(): number {
    return this.#next++;
  }

  put(entry: Entry): void {
    this.#next = Math.max(this.#next, entry.n + 1);
    const last = this.#all.at(-1);
    this.#all.push(entry);
    if (last && last.n > entry.n) this.#all.sort((a, b) => a.n - b.n);
    this.#byId.set(entry.op.op_id, entry);
    const card = cardOf(entry.op);
    if (card === null) return;
    const own = [...this.of(card), entry].sort((a, b) => a.n - b.n);
    this.#byCard.set(card, own);
  }

  take(taken: readonly Entry[]): void {
    if (!taken.length) return;
    const gone = new Set(taken);
    this.#all = this.#all.filter((entry) => !gone.has(entry));
    for (const entry of taken) {
      this.#byId.delete(entry.op.op_id);
      const card = cardOf(entry.op);
      const rest = card === null ? [] : this.of(card).filter((other) => other !== entry);
      if (card !== null && rest.length) this.#byCard.set(card, rest);
      else if (card !== null) this.#byCard.delete(card);
    }
  }

  /** The last own text change on a card that is not confirmed yet. */
  lastText(card: Id): Entry | undefined {
    return this.of(card).findLast((entry) => TEXT_CHANGES.has(entry.op.type));
  }

  /** The revision at which the server has exactly what this own text change said, if any. */
  settledText(opId: Id): number | undefined {
    return this.#texts.get(opId);
  }

  /** Note an answer; gives the entries that changed by it: they follow on its text. */
  answered(entry: Entry, done: Done): Entry[] {
    entry.answer = { rev: done.rev, outcome: done.outcome };
    if (!TEXT_CHANGES.has(entry.op.type) || isMerged(entry, done.outcome)) {
      return this.#release(entry, null);
    }
    this.#texts.set(entry.op.op_id, done.rev);
    return this.#release(entry, done.rev);
  }

  refused(entry: Entry, refusal: Refusal): Entry[] {
    entry.refusal = { code: refusal.refused, sentence: refusal.sentence };
    return this.#release(entry, null);
  }

  #release(entry: Entry, rev: number | null): Entry[] {
    const card = cardOf(entry.op);
    const waiting = card === null ? [] : this.of(card);
    const released = waiting.filter((other) => other.follows === entry.op.op_id);
    for (const other of released) {
      other.follows = null;
      if (rev !== null && other.op.type === "edit_text") {
        other.op = { ...other.op, based_on: rev };
      }
    }
    return released;
  }

  /** What may go out now, in order: up to the first that waits for an answer to an earlier one. */
  sendable(): Entry[] {
    const ready: Entry[] = [];
    for (const entry of this.#all) {
      if (entry.answer) continue;
      if (entry.follows && this.#byId.has(entry.follows)) break;
      ready.push(entry);
    }
    return ready;
  }
}

/** The own changes of one text, one after the other, while someone types. */
export class Chain {
  constructor(
    readonly rev: number,
    public last: Entry | undefined,
  ) {}

  /** The last change, when it still lies here and may take the newer words. */
  unsent(entries: Entries): Entry | null {
    const last = this.last && entries.get(this.last.op.op_id);
    return last?.op.type === "edit_text" && !last.isSent && !last.answer ? last : null;
  }

  /** What the next change is based on. */
  basis(entries: Entries): { based_on: number; follows: Id | null } {
    const last = this.last;
    if (!last) return { based_on: this.rev, follows: null };
    const settled = entries.settledText(last.op.op_id);
    if (settled !== undefined) return { based_on: settled, follows: null };
    // Joined with another text by the server: from the old base, so that nobody's words go.
    const based_on = last.op.type === "edit_text" ? last.op.based_on : this.rev;
    return { based_on, follows: entries.get(last.op.op_id) && !last.answer ? last.op.op_id : null };
  }
}
