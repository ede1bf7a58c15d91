// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Own changes that the server did not answer, kept on this device over a reload or a dead battery.
 *
 * Nothing leaves the outbox before the server answered or the person gave it up. Where a device
 * cannot keep anything (private window, full disk) they live as long as the page, and
 * `isDurable` says so.
 */
import { type KeptOperation, Opening } from "./device";
import type { Entry, Keeper } from "./entries";
import { type Id, newId } from "./operations";
import { type Tabs, tabsOf } from "./tabs";

const PATIENCE = 600; // milliseconds to wait for what another page left
const TRY_AGAIN = 10_000;

export interface OutboxOptions {
  /** Board and participant. */
  queue: string;
  /** Changes that another page left behind, and that this one sends from now on. */
  onTaken(entries: Entry[]): void;
  onDurable?(isDurable: boolean): void;
  opening?: Opening;
  tab?: Id;
  tabs?: Tabs;
}

export class Outbox implements Keeper {
  isDurable = true;
  readonly #options: OutboxOptions;
  readonly #opening: Opening;
  readonly #tab: Id;
  readonly #tabs: Tabs;
  /** What is still to be written: null takes it away. */
  #unwritten = new Map<Id, KeptOperation | null>();
  #writing: Promise<void> | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#opening = options.opening ?? new Opening();
    this.#tab = options.tab ?? newId();
    this.#tabs = options.tabs ?? tabsOf(this.#tab);
  }

  keep(entry: Entry): void {
    const { op, n, follows, guess, refusal } = entry;
    const { queue } = this.#options;
    const kept = { op_id: op.op_id, queue, tab: this.#tab, n, op, follows, guess, refusal };
    this.#unwritten.set(op.op_id, kept);
    this.#write();
  }

  forget(opId: Id): void {
    this.#unwritten.set(opId, null);
    this.#write();
  }

  /** Ask for what pages before this one left; most of it comes before this ends. */
  async takeOver(): Promise<void> {
    const left = await this.#read();
    const others = new Set(left.map((kept) => kept.tab).filter((tab) => tab !== this.#tab));
    const taken = [...others].map((tab) => this.#tabs.whenGone(tab, () => this.#takeFrom(tab)));
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([Promise.all(taken), patience]);
  }

  /** Ends when all that was kept or forgotten so far is written, or cannot be. */
  async written(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** Forget everything of this board on this device, also what was never sent. */
  async wipe(): Promise<void> {
    this.#unwritten.clear();
    const device = await this.#opening.get();
    const keys = await device.getAllKeysFromIndex("operations", "queue", this.#options.queue);
    const transaction = device.transaction("operations", "readwrite");
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  }

  close(): void {
    clearTimeout(this.#again);
    this.#tabs.close();
  }

  async #read(): Promise<KeptOperation[]> {
    try {
      const device = await this.#opening.get();
      return await device.getAllFromIndex("operations", "queue", this.#options.queue);
    } catch {
      this.#setDurable(false);
      return [];
    }
  }

  async #takeFrom(tab: Id): Promise<void> {
    const left = (await this.#read()).filter((kept) => kept.tab === tab);
    const entries = left
      .sort((a, b) => a.n - b.n)
      .map(({ op, n, follows, guess, refusal }): Entry => {
        // It may have been sent: from here on it stays as it is.
        return { op, n, follows, guess, refusal, isSent: true, answer: null };
      });
    for (const entry of entries) this.keep(entry);
    if (entries.length) this.#options.onTaken(entries);
  }

  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // what is done in one go is written in one go
    while (this.#unwritten.size) {
      const batch = this.#unwritten;
      this.#unwritten = new Map();
      try {
        await this.#put(batch);
      } catch {
        this.#unwritten = new Map([...batch, ...this.#unwritten]);
        this.#failed();
        return;
      }
    }
    this.#setDurable(true);
  }

  async #put(batch: Map<Id, KeptOperation | null>): Promise<void> {
    const device = await this.#opening.get();
    const transaction = device.transaction("operations", "readwrite");
    const writes = [...batch].map(([opId, kept]) =>
      kept ? transaction.store.put(kept) : transaction.store.delete(opId),
    );
    await Promise.all([...writes, transaction.done]);
  }

  #failed(): void {
    this.#opening.forget();
    // Only a change that is kept nowhere is worth a warning.
    if ([...this.#unwritten.values()].some((kept) => kept !== null)) this.#setDurable(false);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#write(), TRY_AGAIN);
  }

  #setDurable(isDurable: boolean): void {
    if (isDurable === this.isDurable) return;
    this.isDurable = isDurable;
    this.#options.onDurable?.(isDurable);
  }
}
