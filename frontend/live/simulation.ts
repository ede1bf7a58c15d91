// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * For tests: a room in one process. A clock that runs as fast as the test, a server that keeps the
 * contract, and a network that loses, doubles, delays, reorders and cuts.
 */
import type { Id, Operation } from "./operations";
import { cardOf } from "./operations";
import { guessed, type Lying, perform } from "./perform";
import type { Answer, Card, Outcome, Session, State, ToServer } from "./protocol";
import type { Asked, Wire, World } from "./world";

/** Time as the test wants it. */
export class Clock {
  now = 0;
  #order = 0;
  #due: { at: number; order: number; act: () => void }[] = [];

  after(delay: number, act: () => void): () => void {
    const item = { at: this.now + Math.max(0, delay), order: this.#order++, act };
    this.#due.push(item);
    return () => {
      this.#due = this.#due.filter((other) => other !== item);
    };
  }

  /** Let so much time pass, with everything that happens in it. */
  async run(time: number): Promise<void> {
    const end = this.now + time;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#first();
      if (!next || next.at > end) break;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.act();
    }
    this.now = end;
  }

  #first() {
    let first = this.#due[0];
    for (const item of this.#due) {
      if (!first || item.at < first.at || (item.at === first.at && item.order < first.order)) {
        first = item;
      }
    }
    return first;
  }
}

/** Chances from 0 to 1 of what may go wrong with each frame or request. */
export interface Weather {
  lose: number;
  double: number;
  cut: number;
  /** A line that dies without telling either side. */
  freeze: number;
  /** Milliseconds a frame may take; frames may overtake each other. */
  delay: number;
  /** Whether sockets get through at all. */
  sockets: boolean;
  /** Whether anything does. */
  isDown: boolean;
}

export const CALM: Weather = {
  ...{ lose: 0, double: 0, cut: 0, freeze: 0, delay: 20, sockets: true, isDown: false },
};

const SESSION: Session = {
  ...{ id: "s", title: "", version: 1, state: "live", paused: false, readOnly: false },
  ...{ locked: false, step: null, prompt: "", timer: null, hidden: [], voting: null },
  ...{ votesShown: true, round: null, sheets: "plenary", code: null, address: null },
};

interface Client {
  by: number;
  send(message: object): void;
  close(code: number): void;
}

/** The server: one order of changes, an answer that is remembered, states from a revision on. */
export class Server {
  rev = 0;
  session = SESSION;
  readonly cards = new Map<Id, Lying>();
  readonly answers = new Map<Id, { rev: number; outcome: Outcome }>();
  /** How often each operation was carried out. */
  readonly counts = new Map<Id, number>();
  readonly clients = new Set<Client>();
  readonly #texts = new Map<Id, { rev: number; text: string; all: string }[]>();
  #epoch = 0;

  /** The cards that lie on the board. */
  get shown(): Card[] {
    const lying = [...this.cards.values()].flatMap((one) => (one.isRemoved ? [] : [one.card]));
    return lying.filter((card) => card !== null);
  }

  apply(ops: Operation[], by: number, allowed = ops.length): Answer[] {
    const before = this.rev;
    const answers = ops.map((op, index) =>
      index < allowed ? this.#applyOne(op, by) : refuse(op, "slow_down", 1),
    );
    if (this.rev > before) this.tell((client) => client.send(this.state(before)));
    return answers;
  }

  #applyOne(op: Operation, by: number): Answer {
    const known = this.answers.get(op.op_id);
    if (known) return { op_id: op.op_id, ...known };
    const id = cardOf(op) ?? "";
    const lying = this.cards.get(id) ?? { card: null, isRemoved: false };
    if (this.session.paused) return refuse(op, "paused", 5);
    if (op.type === "add_card" && lying.card) return refuse(op, "known_card");
    if (op.type !== "add_card" && !lying.card) return refuse(op, "unknown_card");
    if (op.type === "link_cards" && !this.cards.has(op.to)) return refuse(op, "unknown_card");
    this.rev += 1;
    const outcome = { ...this.#guess(op), ...this.#merged(op, lying.card) };
    const after = perform(lying, op, outcome);
    const card = after.card && { ...after.card, rev: this.rev, by: after.card.by ?? by };
    this.cards.set(id, { ...after, card });
    this.#texts.set(id, [
      ...(this.#texts.get(id) ?? []),
      { rev: this.rev, text: card?.text ?? "", all: `${card?.text}\n${card?.other_text}` },
    ]);
    this.answers.set(op.op_id, { rev: this.rev, outcome });
    this.counts.set(op.op_id, (this.counts.get(op.op_id) ?? 0) + 1);
    return { op_id: op.op_id, rev: this.rev, outcome };
  }

  /** Every text the card ever had. */
  history(id: Id): string {
    return (this.#texts.get(id) ?? []).map(({ all }) => all).join("\n");
  }

  #guess(op: Operation): Outcome {
    const inZone = (zone: string) => this.shown.filter((card) => card.zone === zone);
    return guessed(op, {
      card: (id) => this.cards.get(id)?.card ?? undefined,
      lastPosition: (zone) => inZone(zone).reduce((m, c) => (c.position > m ? c.position : m), ""),
      startsPrivate: () => false,
    });
  }

  /** Two edits from the same text: both stay. */
  #merged(op: Operation, card: Card | null): Outcome {
    if (op.type !== "edit_text" || !card) return {};
    const known = (this.#texts.get(card.id) ?? []).filter(({ rev }) => rev <= op.based_on);
    const base = op.based_on >= card.rev ? card.text : (known.at(-1)?.text ?? "");
    if (op.text === card.text || op.text === base) return both(card.text, card.other_text);
    if (base === card.text) return both(op.text, card.other_text);
    return both(card.text, [card.other_text, op.text].filter(Boolean).join("\n\n"));
  }

  tell(act: (client: Client) => void): void {
    for (const client of [...this.clients]) act(client);
  }

  state(since: number | null): State {
    const reset = since === null || since > this.rev;
    const from = reset ? 0 : since;
    const lying = [...this.cards.values()].filter(({ card }) => reset || (card?.rev ?? 0) > from);
    const cards = lying.flatMap(({ card, isRemoved }) => (card && !isRemoved ? [card] : []));
    const gone = lying.flatMap(({ card, isRemoved }) => (card && isRemoved ? [card.id] : []));
    const words = { title: "Bord", variant: "vl" as const };
    const sight = `zicht-${this.#epoch}`;
    return { t: "state", rev: this.rev, from, reset, sight, cards, gone, board: words };
  }

  welcome(by: number): object {
    const me = { id: by, name: "", role: "participant", table: null, waiting: false };
    const mine = this.shown.filter((card) => card.by === by).map((card) => card.id);
    const board = { id: "b", title: "Bord", variant: "vl" };
    const { rev, session } = this;
    return { t: "welcome", rev, me, mine, votes: {}, board, session, people: [] };
  }

  pause(paused: boolean): void {
    this.session = { ...this.session, paused, version: this.session.version + 1 };
    this.tell((client) => client.send({ t: "session", session: this.session }));
  }

  /** As after kill -9: whoever was connected is not any more. */
  restart(): void {
    this.tell((client) => client.close(1006));
    this.clients.clear();
  }
}

function both(text: string, other_text: string): Outcome {
  return { text, other_text };
}

function refuse(op: Operation, code: string, again: number | null = null): Answer {
  return { op_id: op.op_id, refused: code, sentence: `Niet: ${code}.`, again };
}

interface Room {
  clock: Clock;
  server: Server;
  weather: Weather;
  random: () => number;
}

/** What a browser of one participant has around it in the room. */
export class Browser implements World {
  isSlow = false;
  readonly warnings: string[] = [];
  readonly #room: Room;
  readonly #by: number;
  #look: (() => void) | null = null;

  constructor(room: Room, by: number) {
    this.#room = room;
    this.#by = by;
  }

  now = () => this.#room.clock.now;
  random = () => this.#room.random();
  after = (delay: number, action: () => void) => this.#room.clock.after(delay, action);
  reload = () => {};
  warn = (reason: string) => void this.warnings.push(reason);

  onSigns(action: () => void): () => void {
    this.#look = action;
    return () => {
      this.#look = null;
    };
  }

  /** The phone is picked up again. */
  wake(): void {
    this.#look?.();
  }

  #happens(chance: number): boolean {
    return this.#room.random() < chance;
  }

  #later(act: () => void): void {
    const { clock, weather, random } = this.#room;
    clock.after(random() * weather.delay, act);
    if (this.#happens(weather.double)) clock.after(random() * weather.delay * 3, act);
  }

  async ask(method: "GET" | "POST", address: string, body?: unknown): Promise<Asked> {
    const { weather, server } = this.#room;
    if (weather.isDown) throw new Error("no network");
    return new Promise((resolve, reject) => {
      if (this.#happens(weather.lose)) return void this.after(500, () => reject(new Error("lost")));
      this.#later(() => {
        const answered = this.#answer(method, address, body, server);
        if (this.#happens(weather.lose)) this.after(500, () => reject(new Error("lost")));
        else this.after(this.#room.random() * weather.delay, () => resolve(answered));
      });
    });
  }

  #answer(method: string, address: string, body: unknown, server: Server): Asked {
    const url = new URL(address, "http://x");
    if (url.pathname === "/toegang") {
      return { status: 200, body: { ticket: "t", seconds: 30, address: "/live" } };
    }
    if (method === "GET") {
      const since = url.searchParams.get("sinds");
      const state = server.state(since === null ? null : Number(since));
      return { status: 200, body: wired({ welcome: server.welcome(this.#by), state }) };
    }
    const { ops, rev } = wired(body) as { ops: Operation[]; rev: number | null };
    const answers = server.apply(ops, this.#by);
    const acks = { t: "acks", n: 0, answers };
    return { status: 200, body: wired({ acks, state: server.state(rev) }) };
  }

  open(): Wire {
    const { server, weather } = this.#room;
    const wire: Wire = {
      ...{ onOpen: () => {}, onMessage: () => {}, onClose: () => {} },
      send: (text) => this.#carry(line, () => this.#hear(line, text)),
      close: () => line.end(1000),
    };
    const line = new Carrier(wire, this.#by, (client) => server.clients.delete(client));
    line.deliver = (act) => this.#carry(line, act);
    if (weather.isDown || !weather.sockets) this.after(200, () => line.end(1006));
    else this.after(this.#room.random() * weather.delay, () => wire.onOpen());
    return wire;
  }

  #carry(line: Carrier, act: () => void): void {
    const { weather } = this.#room;
    if (weather.isDown || this.#happens(weather.freeze)) line.isFrozen = true;
    if (this.#happens(weather.cut)) this.after(0, () => line.end(1006));
    if (line.isFrozen || line.isOver || this.#happens(weather.lose)) return;
    this.#later(() => {
      if (!line.isFrozen && !line.isOver) act();
    });
  }

  #hear(line: Carrier, text: string): void {
    const { server } = this.#room;
    const message = JSON.parse(text) as ToServer;
    if (message.t === "ping") line.send({ t: "pong" });
    if (message.t === "hello") {
      line.send(server.welcome(this.#by));
      line.send(server.state(message.rev));
      server.clients.add(line);
    }
    if (message.t !== "ops" || !server.clients.has(line)) return;
    const allowed = this.#happens(this.isSlow ? 0.3 : 0) ? message.ops.length >> 1 : undefined;
    const answers = server.apply(message.ops, this.#by, allowed);
    line.send({ t: "acks", n: message.n, answers });
  }
}

/** One socket, seen from the server. */
class Carrier implements Client {
  isFrozen = false;
  isOver = false;
  deliver: (act: () => void) => void = (act) => act();

  constructor(
    readonly wire: Wire,
    readonly by: number,
    readonly left: (client: Client) => void,
  ) {}

  send(message: object): void {
    const text = JSON.stringify(message);
    this.deliver(() => this.wire.onMessage(text));
  }

  close(code: number): void {
    this.end(code);
  }

  end(code: number): void {
    if (this.isOver) return;
    this.isOver = true;
    this.left(this);
    if (!this.isFrozen) this.wire.onClose(code);
  }
}

function wired(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
