// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What goes out next: in order, in frames the server takes, one frame at a time. */
import type { Entry } from "./entries";
import type { Id, Operation } from "./operations";
import type { Acks, Refusal } from "./protocol";
import { LATER } from "./refused";
import type { Store } from "./store";

const OPERATIONS = 100;
const BYTES = 60_000;
const TOO_LARGE = "Deze tekst is te lang om te versturen. Maak er twee kaarten van.";
/** When the server says nothing about what we sent. */
const UNANSWERED = 5; // seconds

const encoder = new TextEncoder();

function bytes(op: Operation): number {
  return encoder.encode(JSON.stringify(op)).length + 1;
}

function isRefusal(answer: Acks["answers"][number]): answer is Refusal {
  return "refused" in answer;
}

export class Sending {
  readonly #store: Store;
  readonly #now: () => number;
  #under: ReadonlySet<Id> = new Set();
  #number = 0;
  #notBefore = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Milliseconds until something may be sent. */
  get wait(): number {
    return Math.max(0, this.#notBefore - this.#now());
  }

  get isBusy(): boolean {
    return this.#under.size > 0;
  }

  /** The next frame; null when there is none, or the one before has no answer yet. */
  next(): { n: number; ops: Operation[] } | null {
    if (this.isBusy || this.wait > 0) return null;
    const entries = this.#fitting();
    if (!entries.length) return null;
    for (const entry of entries) entry.isSent = true;
    this.#under = new Set(entries.map((entry) => entry.op.op_id));
    this.#number += 1;
    return { n: this.#number, ops: entries.map((entry) => entry.op) };
  }

  #fitting(): Entry[] {
    const fitting: Entry[] = [];
    let size = 0;
    for (const entry of this.#store.sendable()) {
      const more = bytes(entry.op);
      if (more > BYTES) {
        if (fitting.length) return fitting;
        this.#refuse(entry);
        return this.#fitting();
      }
      if (fitting.length === OPERATIONS || size + more > BYTES) return fitting;
      fitting.push(entry);
      size += more;
    }
    return fitting;
  }

  #refuse(entry: Entry): void {
    this.#refuseAll([entry.op.op_id], "too_large", TOO_LARGE);
  }

  /** The server took nothing of what was under way. */
  refused(code: string, sentence: string): void {
    const opIds = [...this.#under];
    this.#under = new Set();
    this.#refuseAll(opIds, code, sentence);
  }

  #refuseAll(opIds: Id[], refused: string, sentence: string): void {
    const answers = opIds.map((op_id) => ({ op_id, refused, sentence, again: null }));
    this.#store.apply({ t: "acks", n: 0, answers });
  }

  /** Call before the store takes these answers. */
  answered(acks: Acks): void {
    const known = acks.answers.filter(({ op_id }) => this.#under.has(op_id));
    if (!known.length && acks.n !== this.#number) return; // of an earlier line
    const isComplete = known.length >= this.#under.size;
    this.#under = new Set();
    const later = acks.answers.filter(isRefusal).filter(({ refused }) => LATER.has(refused));
    const seconds = Math.max(0, ...later.map(({ again }) => again ?? UNANSWERED));
    const pause = isComplete ? seconds : Math.max(seconds, UNANSWERED);
    if (pause) this.#notBefore = this.#now() + pause * 1000;
  }

  /** The line is gone: what was under way goes out again. */
  lost(): void {
    this.#under = new Set();
    this.#number = 0;
  }
}
