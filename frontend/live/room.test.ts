// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
/** Several people on one board over a bad network: in the end all have the board of the server. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Connection } from "./connection";
import type { Entry } from "./entries";
import { cardOf, type Id, newId, type Operation } from "./operations";
import type { Card } from "./protocol";
import { Browser, CALM, Clock, Server, type Weather } from "./simulation";
import { Store, type Writing } from "./store";

const ADDRESSES = { toegang: "/toegang", stand: "/stand", operaties: "/operaties" };
const ZONES = ["strengths", "limitations"];

type Act =
  | {
      do: "add" | "edit" | "move" | "remove" | "link" | "wake" | "reload" | "type";
      who: number;
      which: number;
    }
  | { do: "pause" | "restart" }
  | { do: "wait"; time: number }
  | { do: "weather"; weather: Partial<Weather> };

/** Numbers that look random and are the same every time. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Someone's device: what it keeps survives a reload. */
class Device {
  store: Store;
  connection: Connection;
  readonly kept = new Map<Id, Entry>();
  readonly made: Operation[] = [];
  readonly browser: Browser;
  #writing: Writing | null = null;

  constructor(room: ConstructorParameters<typeof Browser>[0], by: number) {
    this.browser = new Browser(room, by);
    [this.store, this.connection] = this.#start();
  }

  #start(): [Store, Connection] {
    const keeper = {
      keep: (entry: Entry) => void this.kept.set(entry.op.op_id, { ...entry }),
      forget: (opId: Id) => void this.kept.delete(opId),
    };
    const store = new Store({ keeper, now: this.browser.now });
    const entries = [...this.kept.values()].sort((a, b) => a.n - b.n);
    store.restore(entries.map((entry) => ({ ...entry, isSent: true, answer: null })));
    const world = this.browser;
    const connection = new Connection({ store, addresses: ADDRESSES, world });
    connection.start();
    return [store, connection];
  }

  reload(): void {
    this.connection.stop();
    this.#writing = null;
    [this.store, this.connection] = this.#start();
  }

  #write(text: string): void {
    const op = this.#writing?.save(text);
    if (op) this.made.push(op);
  }

  act(what: string, which: number): void {
    const cards = ZONES.flatMap((zone) => this.store.cardsIn(zone));
    const pick = (n: number): Card | undefined => cards[n % Math.max(cards.length, 1)];
    const [card, other] = [pick(which), pick(which + 1)];
    const zone = ZONES[which % 2] ?? "";
    if (what === "reload") this.reload();
    else if (what === "wake") this.browser.wake();
    else if (what === "add") {
      const text = `kaart ${this.made.length}`;
      this.made.push(
        this.store.do({ type: "add_card", card: newId(), zone, card_type: "n", text }),
      );
    } else if (!card) return;
    else if (what === "edit") {
      this.#writing = this.store.write(card.id);
      this.#write(`${card.text} en ${which}`);
    } else if (what === "type") {
      this.#write(`getypt ${which}`);
    } else if (what === "move")
      this.made.push(this.store.do({ type: "move_card", card: card.id, zone }));
    else if (what === "remove")
      this.made.push(this.store.do({ type: "remove_card", card: card.id }));
    else if (what === "link" && other && other !== card) {
      const ends = { card: card.id, to: other.id };
      this.made.push(this.store.do({ type: "link_cards", kind: "alike", ...ends }));
    }
  }
}

function room(seed: number, people: number) {
  const shared = { clock: new Clock(), server: new Server(), weather: CALM, random: dice(seed) };
  const devices = Array.from({ length: people }, (_, index) => new Device(shared, index + 1));
  return { shared, devices };
}

type Room = ReturnType<typeof room>;

/** Who edits goes on typing for a while. */
async function actOf(clock: Clock, device: Device | undefined, act: Extract<Act, { who: number }>) {
  device?.act(act.do, act.which);
  for (let more = 0; act.do === "edit" && more < act.which % 4; more += 1) {
    await clock.run(150);
    device?.act("type", act.which * 10 + more);
  }
}

async function play({ shared, devices }: Room, acts: Act[]): Promise<void> {
  for (const act of acts) {
    if (act.do === "weather") shared.weather = { ...CALM, ...act.weather };
    else if (act.do === "pause") shared.server.pause(!shared.server.session.paused);
    else if (act.do === "restart") shared.server.restart();
    else if (act.do === "wait") await shared.clock.run(act.time);
    else if ("who" in act) await actOf(shared.clock, devices[act.who % devices.length], act);
    await shared.clock.run(shared.random() * 300);
  }
}

/** The network is good again, the pause is over, and everyone looks at their phone once. */
async function calmDown({ shared, devices }: Room): Promise<void> {
  shared.weather = CALM;
  if (shared.server.session.paused) shared.server.pause(false);
  shared.server.restart();
  await shared.clock.run(200_000);
  for (const device of devices) {
    for (const { op } of device.store.unplaced) device.store.retry(op.op_id);
  }
  await shared.clock.run(200_000);
}

function byId(cards: Iterable<Card>): Map<Id, Card> {
  return new Map([...cards].map((card) => [card.id, card]));
}

function expectEqual({ shared, devices }: Room): void {
  const { server } = shared;
  for (const device of devices) {
    expect(device.store.waiting).toBe(0);
    expect(device.connection.isConnected).toBe(true);
    expect(byId(device.store.view.cards.values())).toEqual(byId(server.shown));
    expect([...device.kept.values()].every((entry) => entry.refusal)).toBe(true);
    expect(device.browser.warnings).toEqual([]);
  }
  expect(Math.max(0, ...server.counts.values())).toBeLessThanOrEqual(1);
}

/** All that someone wrote is on the board, in its history, or in the own list. */
function expectNothingLost({ shared, devices }: Room): void {
  for (const device of devices) {
    const waiting = new Set(device.store.unplaced.map(({ op }) => cardOf(op)));
    for (const op of device.made) {
      if (!("text" in op) || waiting.has(op.card)) continue;
      // Typed on before it was sent, a later text stands for the earlier ones.
      const latest = device.made.findLast((other) => other.op_id === op.op_id);
      const words = latest && "text" in latest ? (latest.text ?? "") : "";
      expect(shared.server.history(op.card)).toContain(words);
    }
  }
}

const who = { who: fc.nat(7), which: fc.nat(20) };
const deeds = ["add", "add", "edit", "type", "move", "remove", "link", "wake", "reload"] as const;
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom(...deeds), ...who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("pause", "restart") }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait"),
      time: fc.constantFrom(50, 1_000, 20_000, 90_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("weather"),
      weather: fc.oneof(
        fc.constant({}),
        fc.constant({ isDown: true }),
        fc.constant({ sockets: false }),
        fc.record({
          lose: fc.constantFrom(0, 0.1, 0.3),
          double: fc.constantFrom(0, 0.3),
          cut: fc.constantFrom(0, 0.05),
          freeze: fc.constantFrom(0, 0.05),
          delay: fc.constantFrom(10, 500, 4_000),
        }),
      ),
    }),
  },
) as fc.Arbitrary<Act>;

test("whatever the network does, in the end everyone has the same and nothing is lost", async () => {
  const rooms = fc.record({
    seed: fc.nat(),
    people: fc.integer({ min: 2, max: 8 }),
    acts: fc.array(act, { minLength: 5, maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(rooms, async ({ seed, people, acts }) => {
      const made = room(seed, people);
      for (const device of made.devices) device.browser.isSlow = seed % 3 === 0;
      await play(made, acts);
      await calmDown(made);
      expectEqual(made);
      expectNothingLost(made);
      for (const device of made.devices) device.connection.stop();
    }),
    { numRuns: Number(process.env.NB_ROOMS ?? 200) },
  );
}, 120_000);

test("an hour away: everything arrives, once and in order", async () => {
  const made = room(1, 2);
  const [first, second] = made.devices;
  await made.shared.clock.run(2_000);
  made.shared.weather = { ...CALM, isDown: true };
  for (let n = 0; n < 250; n += 1) first?.act("add", 0);
  await made.shared.clock.run(3_600_000);
  expect(first?.store.waiting).toBe(250);
  expect(first?.connection.isConnected).toBe(false);

  made.shared.weather = CALM;
  first?.browser.wake();
  await made.shared.clock.run(60_000);
  const texts = second?.store.cardsIn("strengths").map((card) => card.text);
  expect(texts).toEqual(Array.from({ length: 250 }, (_, n) => `kaart ${n}`));
  expectEqual(made);
});

test("where sockets do not get through, requests carry the board, and sockets are tried again", async () => {
  const made = room(2, 2);
  made.shared.weather = { ...CALM, sockets: false };
  await made.shared.clock.run(20_000);
  made.devices[0]?.act("add", 0);
  await made.shared.clock.run(5_000);

  expect(made.shared.server.clients.size).toBe(0);
  expectEqual(made);
  made.shared.weather = CALM;
  await made.shared.clock.run(70_000);
  expect(made.shared.server.clients.size).toBe(2);
});
