// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The board over plain requests, for networks that let no sockets through: slower, as safe. */
import { readPosted, readRefusal, readStanding } from "./protocol";
import type { Sending } from "./sending";
import type { Store } from "./store";
import type { Asked, World } from "./world";

const EVERY = 3_000; // milliseconds; give or take a third
const DENIED = new Set([401, 403, 404, 410]);

interface Options {
  world: World;
  store: Store;
  sending: Sending;
  addresses: { stand: string; operaties: string };
  isScreen: boolean;
  onHeard(): void;
  onDenied(): void;
}

export class Polling {
  isOn = false;
  /** Whether the last request had an answer. */
  isHeard = false;
  readonly #options: Options;
  #round = 0;
  #isAsking = false;
  #wantsAll = false;
  #cancel = () => {};

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.#round += 1;
    this.#isAsking = false;
    this.#next(0);
  }

  stop(): void {
    this.isOn = false;
    this.isHeard = false;
    this.#round += 1;
    this.#cancel();
  }

  /** Without waiting for the next turn: there is something to send. */
  now(): void {
    if (this.isOn && !this.#isAsking && !this.#options.sending.wait) this.#next(0);
  }

  #next(delay: number): void {
    this.#cancel();
    this.#cancel = this.#options.world.after(delay, () => void this.#turn());
  }

  async #turn(): Promise<void> {
    const round = this.#round;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const isHeard = await this.#ask(round).catch(() => false);
    if (round !== this.#round) return;
    this.#isAsking = false;
    if (!isHeard) this.#options.sending.lost();
    if (isHeard !== this.isHeard) {
      this.isHeard = isHeard;
      this.#options.onHeard();
    }
    const { world, sending, store } = this.#options;
    const hasMore = isHeard && store.sendable().length > 0 && !sending.wait;
    const jitter = (2 / 3) * EVERY + (2 / 3) * EVERY * world.random();
    this.#next(hasMore ? 0 : jitter);
  }

  /** One request: what is to be sent, else what is new. False when it cannot be read. */
  async #ask(round: number): Promise<boolean> {
    const frame = this.#options.sending.next();
    if (!frame) return this.#read(round);
    const { world, addresses } = this.#options;
    const body = { ops: frame.ops, ...this.#has() };
    const asked = await world.ask("POST", addresses.operaties, body);
    if (round !== this.#round) return false;
    const refusal = asked.status < 500 ? readRefusal(asked.body) : null;
    if (refusal && refusal.code !== "unknown") {
      this.#options.sending.refused(refusal.code, refusal.sentence);
      return true;
    }
    if (this.#isDenied(asked)) return false;
    const read = readPosted(asked.body);
    if (asked.status >= 300 || "reason" in read) return false;
    this.#options.sending.answered({ ...read.message.acks, n: frame.n });
    this.#options.store.apply(read.message.acks);
    if (read.message.state) this.#wants(this.#options.store.apply(read.message.state));
    return true;
  }

  async #read(round: number): Promise<boolean> {
    const { world, addresses, store } = this.#options;
    const asked = await world.ask("GET", `${addresses.stand}${this.#query()}`);
    if (round !== this.#round || this.#isDenied(asked)) return false;
    const read = readStanding(asked.body);
    if (asked.status >= 300) return false;
    if ("reason" in read) {
      world.warn(read.reason);
      return false;
    }
    this.#wantsAll = false;
    if (read.message.welcome) store.apply(read.message.welcome);
    this.#wants(store.apply(read.message.state, true));
    return true;
  }

  #wants(missing: ReturnType<Store["apply"]>): void {
    this.#wantsAll ||= missing === "all";
  }

  #has(): { rev: number | null; sight: string } {
    const { store } = this.#options;
    return { rev: this.#wantsAll ? null : store.rev, sight: store.sight };
  }

  #query(): string {
    const { rev, sight } = this.#has();
    const asked = new URLSearchParams(rev === null ? {} : { sinds: String(rev), zicht: sight });
    if (this.#options.isScreen) asked.set("scherm", "ja");
    return asked.size ? `?${asked}` : "";
  }

  #isDenied({ status }: Asked): boolean {
    if (DENIED.has(status)) this.#options.onDenied();
    return DENIED.has(status);
  }
}
