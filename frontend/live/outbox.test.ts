// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Opening } from "./device";
import type { Entry } from "./entries";
import { newId, type Operation } from "./operations";
import { Outbox, type OutboxOptions } from "./outbox";
import { Snapshots } from "./snapshots";
import { Store } from "./store";
import { type Tabs, withChannel, withLocks } from "./tabs";

let name = "";
const opened: Outbox[] = [];

/** Pages of which a test says when they are gone. */
class Pages {
  readonly #alive = new Map<string, Promise<void>>();
  readonly #ends = new Map<string, () => void>();

  of(tab: string): Tabs {
    this.#alive.set(tab, new Promise((resolve) => this.#ends.set(tab, resolve)));
    return {
      whenGone: async (other, action) => {
        await this.#alive.get(other);
        await action();
      },
      close: () => {},
    };
  }

  end(tab: string): void {
    this.#ends.get(tab)?.();
  }
}

function outbox(pages: Pages, tab: string, more: Partial<OutboxOptions> = {}) {
  const taken: Entry[] = [];
  const made = new Outbox({
    ...{ queue: "bord:7", tab, tabs: pages.of(tab), opening: new Opening(name) },
    onTaken: (entries) => taken.push(...entries),
    ...more,
  });
  opened.push(made);
  return { made, taken };
}

function entry(n: number, more: Partial<Entry> = {}): Entry {
  const op: Operation = { op_id: newId(), type: "remove_card", card: newId() };
  return { op, n, follows: null, isSent: false, guess: {}, answer: null, refusal: null, ...more };
}

const numbers = (entries: Entry[]) => entries.map((one) => one.n);

beforeEach(() => {
  name = newId();
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  vi.useRealTimers();
});

test("what was not answered is there again after a reload, in order and with its name", async () => {
  const pages = new Pages();
  const first = outbox(pages, "first");
  const entries = [3, 1, 2].map((n) => entry(n));
  for (const one of entries) first.made.keep(one);
  await first.made.written();
  pages.end("first");

  const second = outbox(pages, "second");
  await second.made.takeOver();
  expect(numbers(second.taken)).toEqual([1, 2, 3]);
  expect(second.taken[0]?.op).toEqual(entries[1]?.op);
  expect(second.taken.every((one) => one.isSent)).toBe(true);
});

test("what was answered is gone, and what was refused keeps its sentence", async () => {
  const pages = new Pages();
  const first = outbox(pages, "first");
  const refusal = { code: "paused", sentence: "Even stil." };
  const [answered, refused] = [entry(1), entry(2, { refusal })];
  first.made.keep(answered);
  first.made.keep(refused);
  first.made.forget(answered.op.op_id);
  await first.made.written();
  pages.end("first");

  const second = outbox(pages, "second");
  await second.made.takeOver();
  expect(second.taken.map((one) => one.refusal)).toEqual([refusal]);
});

test("a page leaves alone what another living page made, and takes it when that one ends", async () => {
  const pages = new Pages();
  const first = outbox(pages, "first");
  first.made.keep(entry(1));
  await first.made.written();

  const second = outbox(pages, "second");
  await second.made.takeOver();
  expect(second.taken).toEqual([]);
  pages.end("first");
  await vi.waitFor(() => expect(numbers(second.taken)).toEqual([1]));
});

test("of two pages only one takes over from the one that ended", async () => {
  const pages = new Pages();
  const first = outbox(pages, "first");
  first.made.keep(entry(1));
  await first.made.written();
  await withNavigatorLocks(async (tabs) => {
    const one = outbox(pages, "one", { tabs: tabs("one") });
    const two = outbox(pages, "two", { tabs: tabs("two") });
    await Promise.all([one.made.takeOver(), two.made.takeOver()]);
    expect(numbers([...one.taken, ...two.taken])).toEqual([1]);
  });
});

/** Locks as a browser has them: one holder per name, the others wait their turn. */
async function withNavigatorLocks(act: (tabs: (own: string) => Tabs) => Promise<void>) {
  const queues = new Map<string, Promise<unknown>>();
  const request = (lock: string, ...rest: unknown[]) => {
    const action = rest.at(-1) as () => Promise<unknown>;
    const turn = (queues.get(lock) ?? Promise.resolve()).then(action);
    queues.set(lock, turn);
    return turn;
  };
  await act((own) => withLocks(own, { request } as unknown as LockManager));
}

test("without locks pages ask each other who is there", async () => {
  const [a, b] = [new BroadcastChannel(name), new BroadcastChannel(name)];
  const [first, second] = [withChannel("first", a), withChannel("second", b)];
  const gone = vi.fn(async () => {});
  void second.whenGone("first", gone);
  await second.whenGone("nobody", async () => {});
  expect(gone).not.toHaveBeenCalled();
  first.close();
  second.close();
});

test("a device that keeps nothing says so, and the changes live on in the page", async () => {
  const broken = new Opening(name);
  broken.get = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const told: boolean[] = [];
  const options = { opening: broken, onDurable: (is: boolean) => told.push(is) };
  const { made } = outbox(new Pages(), "first", options);
  const store = new Store({ keeper: made });
  store.do({ type: "add_card", card: newId(), zone: "z", card_type: "note", text: "bedacht" });
  await made.written();

  expect(made.isDurable).toBe(false);
  expect(told).toEqual([false]);
  expect(store.sendable()).toHaveLength(1);
});

test("a device that was full for a while catches up with what it missed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const pages = new Pages();
  const opening = new Opening(name);
  const real = opening.get.bind(opening);
  opening.get = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const first = outbox(pages, "first", { opening });
  first.made.keep(entry(1));
  await first.made.written();
  opening.get = real;
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  await first.made.written();

  expect(first.made.isDurable).toBe(true);
  pages.end("first");
  const second = outbox(pages, "second");
  await second.made.takeOver();
  expect(numbers(second.taken)).toEqual([1]);
});

test("leaving a board forgets what it kept, and only that", async () => {
  const pages = new Pages();
  const [here, there] = [outbox(pages, "first"), outbox(pages, "other", { queue: "ander bord:7" })];
  here.made.keep(entry(1));
  there.made.keep(entry(2));
  await Promise.all([here.made.written(), there.made.written()]);
  await here.made.wipe();
  for (const tab of ["first", "other"]) pages.end(tab);

  const again = outbox(pages, "second");
  const elsewhere = outbox(pages, "third", { queue: "ander bord:7" });
  await Promise.all([again.made.takeOver(), elsewhere.made.takeOver()]);
  expect(again.taken).toEqual([]);
  expect(numbers(elsewhere.taken)).toEqual([2]);
});

test("a board as last seen comes back, and goes after a month", async () => {
  const day = 24 * 3600 * 1000;
  let now = 0;
  const snapshots = new Snapshots(new Opening(name), () => now);
  const me = { id: 7, name: "", role: "participant" as const, table: null, waiting: false };
  const board = { id: "b", title: "Bord", variant: "vl" as const };
  const snapshot = {
    rev: 4,
    sight: "",
    isPartial: false,
    cards: [],
    me,
    mine: [],
    votes: {},
    board,
  };
  await snapshots.keep("b:7", { ...snapshot, session: null });
  expect((await snapshots.read("b:7"))?.rev).toBe(4);

  now = 31 * day;
  await snapshots.keep("ander:7", { ...snapshot, session: null });
  expect(await snapshots.read("b:7")).toBeNull();
  await snapshots.forget("ander:7");
  expect(await snapshots.read("ander:7")).toBeNull();
});
