// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
import { expect, test } from "vitest";
import { Connection } from "./connection";
import { newId } from "./operations";
import type { ToServer } from "./protocol";
import { Clock } from "./simulation";
import { Store } from "./store";
import type { Asked, Wire, World } from "./world";

const ADDRESSES = { toegang: "/toegang", stand: "/stand", operaties: "/operaties" };
const TICKET = { ticket: "t", seconds: 30, address: "/live" };
const ME = { id: 1, name: "", role: "participant", table: null, waiting: false };
const BOARD = { id: "b", title: "Bord", variant: "vl" };

/** A server of which the test says each word. */
class Scripted implements World {
  readonly clock = new Clock();
  readonly wires: Wire[] = [];
  readonly sent: ToServer[] = [];
  readonly asked: string[] = [];
  reloads = 0;
  answer: (method: string, address: string, body: unknown) => Asked = () => ({
    ...{ status: 200, body: TICKET },
  });

  now = () => this.clock.now;
  random = () => 1;
  after = (delay: number, action: () => void) => this.clock.after(delay, action);
  onSigns = (action: () => void) => {
    this.wake = action;
    return () => {};
  };
  wake = () => {};
  reload = () => {
    this.reloads += 1;
  };
  warn = () => {};

  async ask(method: "GET" | "POST", address: string, body?: unknown): Promise<Asked> {
    this.asked.push(`${method} ${address}`);
    return this.answer(method, address, body);
  }

  open(): Wire {
    const wire: Wire = {
      ...{ onOpen: () => {}, onMessage: () => {}, onClose: () => {}, close: () => {} },
      send: (text) => void this.sent.push(JSON.parse(text)),
    };
    this.wires.push(wire);
    return wire;
  }

  say(message: object): void {
    this.wires.at(-1)?.onMessage(JSON.stringify(message));
  }

  greet(): void {
    this.wires.at(-1)?.onOpen();
    const welcome = { me: ME, mine: [], votes: {}, board: BOARD, session: null, people: [] };
    this.say({ t: "welcome", rev: 0, ...welcome });
    this.say({ t: "state", rev: 0, from: 0, reset: true, sight: "s", cards: [], gone: [] });
  }

  kinds(): string[] {
    return this.sent.map((message) => message.t);
  }
}

async function connected() {
  const world = new Scripted();
  const store = new Store({ now: world.now });
  const connection = new Connection({ store, addresses: ADDRESSES, world });
  connection.start();
  await world.clock.run(1);
  world.greet();
  return { world, store, connection };
}

function add(store: Store, text = "x") {
  return store.do({ type: "add_card", card: newId(), zone: "z", card_type: "n", text });
}

const frames = (world: Scripted) => world.sent.filter((message) => message.t === "ops");

test("says first what it has, and sends one frame at a time", async () => {
  const { world, store } = await connected();
  expect(world.sent[0]).toMatchObject({ t: "hello", v: 1, ticket: "t", rev: null });
  const [first, second] = [add(store), add(store)];
  add(store);

  expect(frames(world)).toMatchObject([{ n: 1, ops: [first] }]);
  world.say({ t: "acks", n: 1, answers: [{ op_id: first.op_id, rev: 1, outcome: {} }] });
  expect(frames(world)[1]).toMatchObject({ n: 2, ops: [second, expect.anything()] });
});

test("a frame holds at most 100 operations and 60 kB", async () => {
  const { world, store } = await connected();
  world.wires.at(-1)?.onClose(1006);
  for (let n = 0; n < 150; n += 1) add(store);
  for (let n = 0; n < 5; n += 1) add(store, "é".repeat(14_000));
  await world.clock.run(2_000);
  world.greet();
  for (;;) {
    const last = frames(world).at(-1);
    if (last?.t !== "ops" || !store.waiting) break;
    expect(last.ops.length).toBeLessThanOrEqual(100);
    expect(new TextEncoder().encode(JSON.stringify(last)).length).toBeLessThan(62_000);
    const answers = last.ops.map(({ op_id }) => ({ op_id, rev: 1, outcome: {} }));
    world.say({ t: "acks", n: last.n, answers });
  }
  expect(store.waiting).toBe(0);
  expect(frames(world).length).toBeGreaterThanOrEqual(4);
});

test("a text that fits in no frame stays with the person, and lets the others pass", async () => {
  const { world, store } = await connected();
  add(store, "😀".repeat(19_000));
  const next = add(store);

  expect(store.unplaced.map(({ code }) => code)).toEqual(["too_large"]);
  expect(frames(world)).toMatchObject([{ ops: [next] }]);
});

test("too fast: waits as long as the server says", async () => {
  const { world, store } = await connected();
  const op = add(store);
  const refusal = { op_id: op.op_id, refused: "slow_down", sentence: "", again: 4 };
  world.say({ t: "acks", n: 1, answers: [refusal] });
  await world.clock.run(3_900);
  expect(frames(world)).toHaveLength(1);
  await world.clock.run(200);
  expect(frames(world)[1]).toMatchObject({ ops: [op] });
});

test("asks whether someone is there after silence, and comes back when nobody is", async () => {
  const { world, connection } = await connected();
  await world.clock.run(20_100);
  expect(world.kinds()).toContain("ping");
  world.say({ t: "pong" });
  await world.clock.run(25_000);
  expect(connection.isConnected).toBe(true);
  await world.clock.run(6_000);
  expect(connection.isConnected).toBe(false);
  await world.clock.run(1_000);
  expect(world.wires).toHaveLength(2);
});

test("tries again at once when the network is back, and else slower and slower", async () => {
  const { world } = await connected();
  world.answer = () => ({ status: 502, body: null });
  world.wires[0]?.onClose(1006);
  await world.clock.run(60_000);
  const tried = world.asked.length;
  expect(tried).toBeLessThan(10);
  world.answer = () => ({ status: 200, body: TICKET });
  world.wake();
  await world.clock.run(1);
  expect(world.wires).toHaveLength(2);
});

test("who is sent away is told so and stays away; who moved gets the other board", async () => {
  const { world, connection } = await connected();
  world.say({ t: "bye", code: "kicked", sentence: "Je doet niet meer mee." });
  await world.clock.run(100_000);
  expect(connection.bye).toEqual({ code: "kicked", sentence: "Je doet niet meer mee." });
  expect(world.wires).toHaveLength(1);

  const other = await connected();
  other.world.say({ t: "bye", code: "moved", sentence: "" });
  expect(other.world.reloads).toBe(1);
});

test("without a place at the board it looks again once a minute", async () => {
  const { world, connection } = await connected();
  world.answer = () => ({ status: 404, body: { code: "unknown", sentence: "Niet hier." } });
  world.wires[0]?.onClose(4403 - 2);
  await world.clock.run(5_000);
  expect(connection.bye?.code).toBe("denied");
  world.answer = () => ({ status: 200, body: TICKET });
  await world.clock.run(61_000);
  world.greet();
  expect(connection.bye).toBeNull();
});

test("tells where someone types at most once a second, and the last word counts", async () => {
  const { world, connection } = await connected();
  for (const card of ["a", "b", "c"]) connection.here({ card, zone: null, typing: true });
  await world.clock.run(1_100);
  const told = world.sent.filter((message) => message.t === "here");
  expect(told.map((message) => (message.t === "here" ? message.card : ""))).toEqual(["a", "c"]);
});

test("over requests too, what a server refuses as a whole stays with the person", async () => {
  const { world, store } = await connected();
  world.answer = (method, address) => {
    if (address === "/toegang") return { status: 200, body: TICKET };
    if (method === "GET") return { status: 500, body: null };
    return { status: 403, body: { code: "not_allowed", sentence: "Je leest mee." } };
  };
  for (let n = 0; n < 3; n += 1) {
    world.wires.at(-1)?.onClose(1006);
    await world.clock.run(3_000);
    world.wires.at(-1)?.onClose(1006);
    await world.clock.run(3_000);
  }
  add(store);
  await world.clock.run(5_000);
  expect(store.unplaced.map(({ sentence }) => sentence)).toEqual(["Je leest mee."]);
});
