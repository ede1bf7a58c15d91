// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** One socket from hello to its end: reads frames, and notices when nobody is there any more. */
import { type FromServer, readFrame, type Ticket, type ToServer, VERSION } from "./protocol";
import type { Wire, World } from "./world";

const GREETING = 10_000; // milliseconds from opening to the first state
const SILENCE = 20_000;
const PONG = 10_000;
/** After the page slept: is there still someone? */
const QUICK_PONG = 3_000;

export interface LineEvents {
  /** `isFirst`: the first state of this line. */
  onMessage(message: FromServer, isFirst: boolean): void;
  /** The line is dead; `wasGreeted`: it worked before. 0: we noticed it ourselves. */
  onEnd(code: number, wasGreeted: boolean): void;
}

export class Line {
  isLive = false;
  readonly #world: World;
  readonly #events: LineEvents;
  readonly #wire: Wire;
  #isOver = false;
  #cancel: () => void;

  constructor(
    world: World,
    ticket: Ticket,
    has: { rev: number | null; sight: string },
    events: LineEvents,
  ) {
    this.#world = world;
    this.#events = events;
    this.#wire = world.open(ticket.address);
    this.#cancel = world.after(GREETING, () => this.#end(0));
    const hello = { t: "hello" as const, v: VERSION, ticket: ticket.ticket, ...has };
    this.#wire.onOpen = () => this.send(hello);
    this.#wire.onMessage = (data) => this.#read(data);
    this.#wire.onClose = (code) => this.#end(code);
  }

  send(message: ToServer): void {
    if (this.#isOver) return;
    try {
      this.#wire.send(JSON.stringify(message));
    } catch {
      this.#end(0);
    }
  }

  /** Look at once whether the other side is still there. */
  check(): void {
    if (this.isLive) this.#ping(QUICK_PONG);
  }

  close(): void {
    this.#isOver = true;
    this.#cancel();
    this.#wire.close();
  }

  #read(data: unknown): void {
    if (this.#isOver) return;
    const read = readFrame(data);
    if ("reason" in read) {
      this.#world.warn(read.reason);
      return;
    }
    const isFirst = read.message.t === "state" && !this.isLive;
    if (isFirst) this.isLive = true;
    if (this.isLive) this.#expect(SILENCE, () => this.#ping(PONG));
    this.#events.onMessage(read.message, isFirst);
  }

  #ping(patience: number): void {
    this.#expect(patience, () => this.#end(0));
    this.send({ t: "ping" });
  }

  #expect(within: number, otherwise: () => void): void {
    this.#cancel();
    this.#cancel = this.#world.after(within, otherwise);
  }

  #end(code: number): void {
    if (this.#isOver) return;
    this.close();
    this.#events.onEnd(code, this.isLive);
  }
}
