// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Id } from "./operations";
import type { Answer, Card, Outcome, Session, State, Welcome } from "./protocol";
import { type Change, Store } from "./store";

const ID = (name: string): Id => name.padEnd(22, "-");

function card(name: string, more: Partial<Card> = {}): Card {
  const place = { zone: "strengths", type: "strength", parent: null, position: "1" };
  const words = { text: name, other_text: "", fields: {}, private: false, rev: 1 };
  const rest = { table: null, round: null, links: [], votes: null, by: null };
  return { id: ID(name), ...place, ...words, ...rest, ...more };
}

function state(rev: number, cards: Card[], more: Partial<State> = {}): State {
  return {
    t: "state",
    rev,
    from: 0,
    reset: false,
    sight: "",
    cards,
    gone: [],
    board: null,
    ...more,
  };
}

const SESSION: Session = {
  ...{ id: "s", title: "", version: 1, state: "live", paused: false, readOnly: false },
  ...{ locked: false, step: null, prompt: "", timer: null, hidden: [], voting: null },
  ...{ votesShown: true, round: null, sheets: "plenary", code: null, address: null },
};

function welcome(more: Partial<Welcome> = {}): Welcome {
  const me = { id: 7, name: "Fatma", role: "participant" as const, table: null, waiting: false };
  const board = { id: "b", title: "Bord", variant: "vl" as const };
  const rest = { mine: [], votes: {}, board, session: SESSION, people: [] };
  return { t: "welcome", rev: 0, me, ...rest, ...more };
}

function acks(...answers: Answer[]) {
  return { t: "acks" as const, n: 1, answers };
}

const done = (op_id: Id, rev: number, outcome: Outcome = {}) => ({ op_id, rev, outcome });
const refused = (op_id: Id, code: string) => ({
  ...{ op_id, refused: code, sentence: `Niet nu: ${code}.`, again: null },
});
const texts = (store: Store, zone = "strengths") => store.cardsIn(zone).map((c) => c.text);

function add(store: Store, name: string, more: object = {}) {
  const place = { zone: "strengths", card_type: "strength", text: name };
  return store.do({ type: "add_card", card: ID(name), ...place, ...more });
}

function changes(store: Store): Change[] {
  const told: Change[] = [];
  store.subscribe((change) => told.push(change));
  return told;
}

test("an own card is there at once, and stays the same after the answer and the state", () => {
  const store = new Store();
  store.apply(state(3, [card("zaal", { position: "4" })], { reset: true }), true);
  const told = changes(store);

  const op = add(store, "podium");
  expect(texts(store)).toEqual(["zaal", "podium"]);
  expect([...(told[0]?.cards ?? [])]).toEqual([ID("podium")]);
  expect(store.isMine(ID("podium")) && store.isPending(ID("podium"))).toBe(true);

  store.apply(acks(done(op.op_id, 5, { position: "5", private: true })));
  expect(store.isPending(ID("podium"))).toBe(false);
  expect(store.card(ID("podium"))?.private).toBe(true);

  const confirmed = card("podium", { position: "5", private: true, rev: 5 });
  store.apply(state(5, [confirmed], { from: 3 }));
  expect(store.card(ID("podium"))).toBe(confirmed);
  expect(store.isMine(ID("podium"))).toBe(true);
});

test("an own change stays on top of what others do, until the server took it", () => {
  const store = new Store();
  store.apply(state(1, [card("a")], { reset: true }), true);
  const op = store.do({ type: "move_card", card: ID("a"), position: "9" });
  store.apply(state(2, [card("a", { text: "van een ander", rev: 2 })], { from: 1 }));

  expect(store.card(ID("a"))).toMatchObject({ text: "van een ander", position: "9" });
  store.apply(acks(done(op.op_id, 3, { position: "9" })));
  store.apply(state(4, [card("a", { text: "ander", position: "5", rev: 4 })], { from: 2 }));
  expect(store.card(ID("a"))).toMatchObject({ text: "ander", position: "5" });
});

test("a state that comes late or twice brings nothing back", () => {
  const store = new Store();
  store.apply(state(1, [card("a"), card("b")], { reset: true }), true);
  store.apply(state(3, [], { from: 1, gone: [ID("a")] }));
  store.apply(state(2, [card("a", { rev: 2, text: "oud" })], { from: 1 }));
  expect(texts(store)).toEqual(["b"]);

  store.apply(state(4, [card("a", { rev: 4 })], { from: 3 }));
  expect(texts(store)).toEqual(["a", "b"]);
});

test("states in any order, some twice, give the same cards", () => {
  const names = ["a", "b", "c", "d"];
  const step = fc.record({ name: fc.constantFrom(...names), gone: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (steps, dice) => {
      const states = steps.map(({ name, gone }, index) => {
        const rev = index + 1;
        const given = { from: index, gone: gone ? [ID(name)] : [] };
        return state(rev, gone ? [] : [card(name, { rev, text: `${rev}` })], given);
      });
      const [inOrder, shuffled] = [new Store(), new Store()];
      for (const one of states) inOrder.apply(one);
      const mixed = [...states, ...states].map((one) => ({ one, at: dice.next().value ?? 0 }));
      for (const { one } of mixed.sort((a, b) => a.at - b.at)) shuffled.apply(one);
      expect(texts(shuffled)).toEqual(texts(inOrder));
    }),
  );
});

test("something missing in between is told, and the revision stays where it was", () => {
  const store = new Store();
  store.apply(state(1, [card("a")], { reset: true }), true);

  expect(store.apply(state(9, [card("b", { rev: 9 })], { from: 7 }))).toBe("newer");
  expect(store.rev).toBe(1);
  expect(store.apply(state(9, [], { from: 1 }))).toBe(null);
  expect(store.rev).toBe(9);
});

test("cards stand by position, then by id, and a list stays the same while its zone does", () => {
  const store = new Store();
  const cards = [card("c"), card("a"), card("b", { position: "0V" })];
  store.apply(state(1, cards, { reset: true }), true);
  const before = store.cardsIn("strengths");
  expect(texts(store)).toEqual(["b", "a", "c"]);

  store.apply(state(2, [card("x", { zone: "limitations", rev: 2 })], { from: 1 }));
  expect(store.cardsIn("strengths")).toBe(before);
  store.do({ type: "move_card", card: ID("b"), zone: "limitations", position: "2" });
  expect(texts(store)).toEqual(["a", "c"]);
  expect(texts(store, "limitations")).toEqual(["x", "b"]);
});

test("children and piles are found from their head", () => {
  const store = new Store();
  const child = card("idee", { parent: ID("a"), type: "idea" });
  store.apply(state(1, [card("a"), card("b"), child], { reset: true }), true);
  store.do({ type: "link_cards", kind: "alike", card: ID("b"), to: ID("a") });

  expect(store.childrenOf(ID("a")).map((c) => c.text)).toEqual(["idee"]);
  expect([...store.linkedTo("alike", ID("a"))]).toEqual([ID("b")]);
  store.do({ type: "unlink_cards", kind: "alike", card: ID("b"), to: ID("a") });
  expect(store.linkedTo("alike", ID("a")).size).toBe(0);
});

test("a removed card can come back before the server heard of either", () => {
  const store = new Store();
  store.apply(state(1, [card("a")], { reset: true }), true);
  store.do({ type: "remove_card", card: ID("a") });
  expect(texts(store)).toEqual([]);
  store.do({ type: "restore_card", card: ID("a") });
  expect(texts(store)).toEqual(["a"]);
});

test("what is typed before sending is one change; afterwards the next waits for the answer", () => {
  const store = new Store();
  store.apply(state(4, [card("a", { rev: 4 })], { reset: true }), true);
  const writing = store.write(ID("a"));
  const first = writing.save("een");
  expect(writing.save("een twee").op_id).toBe(first.op_id);
  for (const entry of store.sendable()) entry.isSent = true;
  const second = writing.save("een twee drie");

  expect(store.card(ID("a"))?.text).toBe("een twee drie");
  expect(store.sendable().map((e) => e.op.op_id)).toEqual([first.op_id]);
  store.apply(acks(done(first.op_id, 8, { text: "een twee", other_text: "" })));
  expect(store.sendable().map((e) => e.op)).toEqual([{ ...second, based_on: 8 }]);
});

test("a reset that was overtaken by something newer is not used, but asked again", () => {
  const store = new Store();
  store.apply(state(4, [card("a", { rev: 4 })], { reset: true }), true);
  expect(store.apply(state(3, [], { reset: true }))).toBe("all");
  expect(texts(store)).toEqual(["a"]);
  expect(store.apply(state(3, [], { reset: true }), true)).toBeNull();
  expect(texts(store)).toEqual([]);
});

test("when the server joined the text with another, the next change keeps the older base", () => {
  const store = new Store();
  store.apply(state(4, [card("a", { rev: 4 })], { reset: true }), true);
  const writing = store.write(ID("a"));
  const first = writing.save("een");
  for (const entry of store.sendable()) entry.isSent = true;
  writing.save("een twee");
  store.apply(acks(done(first.op_id, 8, { text: "een en nul", other_text: "" })));

  expect(store.sendable()[0]?.op).toMatchObject({ text: "een twee", based_on: 4 });
});

test("typing on a card of which the making is not answered yet waits for that", () => {
  const store = new Store();
  const op = add(store, "podium");
  store.do({ type: "edit_text", card: ID("podium"), text: "groot podium" });
  expect(store.sendable()).toHaveLength(1);
  store.apply(acks(done(op.op_id, 2, { position: "1", private: false })));
  expect(store.sendable()[0]?.op).toMatchObject({ text: "groot podium", based_on: 2 });
});

test("words that were refused stay in a list, and go out again under another name", () => {
  const store = new Store();
  const op = add(store, "podium");
  const move = store.do({ type: "move_card", card: ID("podium"), position: "7" });
  store.apply(acks(refused(op.op_id, "paused"), refused(move.op_id, "unknown_card")));

  expect(texts(store)).toEqual([]);
  expect(store.unplaced).toMatchObject([{ sentence: "Niet nu: paused.", text: "podium" }]);
  store.retry(op.op_id);
  expect(store.unplaced).toEqual([]);
  expect(store.sendable().map((e) => e.op.type)).toEqual(["add_card", "move_card"]);
  expect(store.sendable()[0]?.op.op_id).not.toBe(op.op_id);
  expect(store.card(ID("podium"))?.position).toBe("7");
});

test("a refused change without words is told once and goes back", () => {
  const store = new Store();
  store.apply(state(1, [card("a")], { reset: true }), true);
  const told = changes(store);
  const op = store.do({ type: "remove_card", card: ID("a") });
  store.apply(acks(refused(op.op_id, "not_yours")));

  expect(texts(store)).toEqual(["a"]);
  expect(store.unplaced).toEqual([]);
  expect(store.lastRefusal?.sentence).toBe("Niet nu: not_yours.");
  expect([...(told.at(-1)?.parts ?? [])]).toContain("refused");
});

test("being too fast is no refusal: the change stays on its way", () => {
  const store = new Store();
  const op = add(store, "podium");
  store.apply(acks(refused(op.op_id, "slow_down")));
  expect(store.sendable()).toHaveLength(1);
  expect(store.waiting).toBe(1);
});

test("a person can give up what was refused", () => {
  const store = new Store();
  const op = add(store, "podium");
  store.apply(acks(refused(op.op_id, "zone_full")));
  store.discard(op.op_id);
  expect(store.unplaced).toEqual([]);
  expect(store.sendable()).toEqual([]);
});

test("dots count at once: mine, what is left, and the total when it is shown", () => {
  const store = new Store();
  const voting = { zones: ["strengths"], budget: 5 };
  const votes = { [ID("a")]: 2, [ID("elders")]: 4 };
  store.apply(welcome({ session: { ...SESSION, voting }, votes }));
  const cards = [card("a", { votes: 6 }), card("elders", { zone: "other", votes: 4 })];
  store.apply(state(1, cards, { reset: true }), true);
  const op = store.do({ type: "cast_vote", card: ID("a"), dots: 3 });

  expect(store.votes[ID("a")]).toBe(3);
  expect(store.dotsLeft).toBe(2);
  expect(store.card(ID("a"))?.votes).toBe(7);
  store.apply(acks(done(op.op_id, 2, { dots: 3 })));
  store.apply(state(2, [card("a", { votes: 9, rev: 2 })], { from: 1 }));
  expect([store.votes[ID("a")], store.card(ID("a"))?.votes]).toEqual([3, 9]);
});

test("a reset forgets what may not be seen any more, but never the own waiting changes", () => {
  const store = new Store();
  store.apply(state(5, [card("a"), card("b")], { reset: true }), true);
  add(store, "mijn");
  const told = changes(store);
  store.apply(state(5, [card("a")], { reset: true }));

  expect(texts(store)).toEqual(["a", "mijn"]);
  expect(told[0]?.isReset).toBe(true);
});

test("someone who comes back in another role asks for all again", () => {
  const store = new Store();
  store.apply(welcome());
  store.apply(state(5, [card("a")], { reset: true }), true);
  store.apply(welcome());
  expect(store.apply(state(5, [], { from: 5 }), true)).toBe(null);
  const { me } = welcome();
  store.apply(welcome({ me: { ...me, role: "editor" } }));
  expect(store.apply(state(5, [], { from: 5 }), true)).toBe("all");
});

test("a card hangs with what it lies under: gone and back together", () => {
  const store = new Store();
  const cards = [card("a"), card("idee", { parent: ID("a") }), card("x", { parent: ID("idee") })];
  store.apply(state(1, cards, { reset: true }), true);
  store.apply(state(2, [], { from: 1, gone: [ID("a")] }));
  expect(texts(store)).toEqual([]);
  store.apply(state(3, [card("a", { rev: 3 })], { from: 2 }));
  expect(texts(store)).toEqual(["a", "idee", "x"]);
});

test("what was refused in a pause goes out by itself when the pause is over", () => {
  const store = new Store();
  store.apply(welcome({ session: { ...SESSION, paused: true } }));
  const op = add(store, "podium");
  store.apply(acks(refused(op.op_id, "paused")));
  expect(store.unplaced).toHaveLength(1);
  store.apply({ t: "session", session: { ...SESSION, version: 2 }, me: null });
  expect(store.unplaced).toEqual([]);
  expect(texts(store)).toEqual(["podium"]);
});

test("the timer runs on the own clock from what was left", () => {
  let now = 1_000;
  const store = new Store({ now: () => now });
  store.apply({ t: "session", session: { ...SESSION, timer: { left: 500 } }, me: null });
  now += 200;
  expect(store.timerLeft()).toBe(300);
  now += 9_000;
  expect(store.timerLeft()).toBe(0);
});

test("what is kept on the device holds no contact person, and then all is asked again", () => {
  const store = new Store();
  store.apply(welcome());
  store.apply(state(5, [card("a", { fields: { contact_person: "Jan" } })], { reset: true }), true);
  const kept = store.snapshot();
  expect(JSON.stringify(kept)).not.toContain("Jan");

  const later = new Store();
  if (kept) later.load(kept);
  expect(texts(later)).toEqual(["a"]);
  expect(later.me?.name).toBe("Fatma");
  expect(later.rev).toBeNull();
});

test("a message changes only the zones it names, also on a full board", () => {
  const store = new Store();
  const cards = Array.from({ length: 5_000 }, (_, index) =>
    card(`k${index}`, { zone: `z${index % 5}`, position: `${100_000 + index}V` }),
  );
  store.apply(state(1, cards, { reset: true }), true);
  const lists = ["z0", "z2", "z3", "z4"].map((zone) => store.cardsIn(zone));
  const told = changes(store);
  store.apply(state(2, [card("k1", { zone: "z1", position: "1", rev: 2 })], { from: 1 }));

  expect(told[0]?.cards.size).toBe(1);
  expect([...(told[0]?.zones ?? [])]).toEqual(["z1"]);
  expect(store.cardsIn("z1")[0]?.id).toBe(ID("k1"));
  for (const list of lists) expect(store.cardsIn(list[0]?.zone ?? "")).toBe(list);
});
