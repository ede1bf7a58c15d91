// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from "vitest";
import type { Card, Me, Session } from "../../live/protocol";
import { Announcing, type Clock, PAUSE } from "./announcing";
import { choice, ranked, share } from "./budget";
import { caretAfter } from "./caret";
import type { SessionConfig, Zone } from "./config";
import { lineCount, pageOf, pages, sets, turns } from "./paging";
import { cardsAt, pilesOf, spotsOf } from "./piles";
import { clock, TimerWatch, untilNext } from "./timer";
import { isElsewhere, moveTo, otherZones, stepAt, stopped, zoneAt, zonesAt } from "./where";

function card(id: string, more: Partial<Card> = {}): Card {
  const plain = { parent: null, position: id, text: id, other_text: "", private: false, rev: 1 };
  const rest = { table: null, round: null, links: [], votes: null, by: null, fields: {} };
  return { id, zone: "wall", type: "item", ...plain, ...rest, ...more };
}

function zone(more: Partial<Zone> = {}): Zone {
  const lists = { examples: [], types: [], privateTypes: [], choices: [], themes: [], fields: [] };
  const plain = { title: "Muur", prompt: "Wat?", help: "", many: false, isView: false, source: [] };
  return { key: "wall", kind: "cards", cardTypes: ["note"], ...lists, ...plain, ...more };
}

describe("timer", () => {
  test("a started second counts whole", () => {
    expect([clock(61_000), clock(60_001), clock(999), clock(0)]).toEqual([
      "1:01",
      "1:01",
      "0:01",
      "0:00",
    ]);
  });

  test("it looks again when the clock shows something else", () => {
    expect([untilNext(1500), untilNext(2000), untilNext(0)]).toEqual([500, 1000, 0]);
  });

  test("it speaks once at a minute and once at the end", () => {
    const watch = new TimerWatch();
    const said = [90_000, 60_500, 59_900, 59_000, 200, 0, 0].map((left) => watch.look(left));
    expect(said).toEqual([null, null, "minute", null, null, "end", null]);
  });

  test("someone who comes in during the last minute hears only the end", () => {
    const watch = new TimerWatch();
    expect([watch.look(30_000), watch.look(20_000), watch.look(0)]).toEqual([null, null, "end"]);
  });

  test("a timer that is taken away says nothing", () => {
    const watch = new TimerWatch();
    expect([watch.look(90_000), watch.look(null), watch.look(50_000)]).toEqual([null, null, null]);
  });
});

/** A clock that a test moves. */
class Turned implements Clock {
  at = 0;
  #waiting: { at: number; act: () => void }[] = [];
  now = () => this.at;
  after(milliseconds: number, act: () => void): () => void {
    const one = { at: this.at + milliseconds, act };
    this.#waiting.push(one);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
  }
  turn(milliseconds: number): void {
    this.at += milliseconds;
    const due = this.#waiting.filter((one) => one.at <= this.at);
    this.#waiting = this.#waiting.filter((one) => one.at > this.at);
    for (const one of due) one.act();
    if (due.length) this.turn(0);
  }
}

describe("announcements", () => {
  function listening() {
    const heard: string[] = [];
    const turned = new Turned();
    const announcing = new Announcing(
      (text) => text && heard.push(text),
      (count) => `${count} nieuw`,
      turned,
    );
    return { heard, turned, announcing };
  }

  test("cards of others in one pause are one number", () => {
    const { heard, turned, announcing } = listening();
    announcing.say("Neergelegd");
    turned.turn(100);
    for (let card = 0; card < 40; card += 1) announcing.cards(1);
    turned.turn(PAUSE - 200);
    expect(heard).toEqual(["Neergelegd"]);
    turned.turn(400);
    turned.turn(100);
    expect(heard).toEqual(["Neergelegd", "40 nieuw"]);
  });

  test("what the person did does not wait", () => {
    const { heard, turned, announcing } = listening();
    announcing.cards(2);
    turned.turn(100);
    announcing.say("Weggehaald");
    turned.turn(100);
    expect(heard).toEqual(["2 nieuw", "Weggehaald"]);
  });

  test("a screen that is gone says nothing any more", () => {
    const { heard, turned, announcing } = listening();
    announcing.cards(2);
    announcing.stop();
    turned.turn(PAUSE * 2);
    expect(heard).toEqual([]);
  });
});

describe("dots", () => {
  test("a spent budget only allows taking back", () => {
    expect(choice(2, 0)).toEqual({ mine: 2, mayAdd: false, mayTake: true });
    expect(choice(0, 3)).toEqual({ mine: 0, mayAdd: true, mayTake: false });
    expect(choice(20, 3).mayAdd).toBe(false);
  });

  test("most dots first, equal ones as they lay", () => {
    const order = ranked([
      card("a", { votes: 1 }),
      card("b", { votes: 4 }),
      card("c", { votes: 1 }),
    ]);
    expect(order.map((one) => one.id)).toEqual(["b", "a", "c"]);
    expect([share(2, 4), share(null, 4), share(0, 0)]).toEqual([0.5, 0, 0]);
  });
});

describe("the projector", () => {
  const measure = (text: string) => text.length * 10;

  test("lines break between words, and too long words break themselves", () => {
    expect(lineCount("een twee", 100, measure)).toBe(1);
    expect(lineCount("een twee drie", 100, measure)).toBe(2);
    expect(lineCount("gemeenschapscentrum", 100, measure)).toBe(2);
    expect(lineCount("een\n\ntwee", 100, measure)).toBe(3);
  });

  test("every card is on exactly one page, whatever its size", () => {
    const heights = [4, 3, 3, 12, 1, 9, 1];
    const items = heights.map((_, index) => index);
    const found = pages(items, heights, 10);
    expect(found.flat()).toEqual(items);
    expect(found).toEqual([[0, 1, 2], [3], [4, 5], [6]]);
  });

  test("columns beside each other are spread evenly", () => {
    expect(sets(["a", "b", "c", "d", "e"], 4)).toEqual([
      ["a", "b"],
      ["c", "d", "e"],
    ]);
    expect(sets([], 4)).toEqual([]);
  });

  test("all pages come by, and a short column waits for the long one", () => {
    expect(turns([[3, 1], [1]])).toEqual([
      { set: 0, page: 0 },
      { set: 0, page: 1 },
      { set: 0, page: 2 },
      { set: 1, page: 0 },
    ]);
    expect(pageOf([["a"], ["b"]], 5)).toEqual(["b"]);
    expect(pageOf([], 0)).toEqual([]);
  });
});

describe("piles", () => {
  test("look-alikes lie under their head and count together", () => {
    const under = card("b", { links: [["alike", "a"]], votes: 2 });
    const [pile, other] = pilesOf([card("a", { votes: 1 }), under, card("c")]);
    expect(pile).toMatchObject({ id: "a", count: 2, votes: 3 });
    expect(pile?.under.map((one) => one.id)).toEqual(["b"]);
    expect(other).toMatchObject({ id: "c", count: 1, votes: null });
  });

  test("a card whose head is not there lies by itself", () => {
    const piles = pilesOf([card("b", { links: [["alike", "gone"]] })]);
    expect(piles.map((pile) => [pile.id, pile.count])).toEqual([["b", 1]]);
  });

  test("no card of a zone is lost between its columns", () => {
    const column = (key: string) => ({ key, label: key, prompt: "" });
    const theme = { ...column("t"), columns: [column("what"), column("where")] };
    const spots = spotsOf(zone({ kind: "columns", cardTypes: ["item"], themes: [theme] }));
    const cards = [
      card("a", { fields: { theme: "t", column: "where" } }),
      card("b", { fields: { theme: "t", column: "old" } }),
    ];
    const found = spots.map((spot) => cardsAt(cards, spots, spot).map((one) => one.id));
    expect(found).toEqual([["b"], ["a"]]);
  });
});

describe("where someone is", () => {
  const steps = [
    { slug: "een", title: "Een", zones: [zone({ key: "a", kind: "text" }), zone({ key: "b" })] },
    { slug: "twee", title: "Twee", zones: [zone({ key: "c", kind: "deck" }), zone({ key: "d" })] },
  ];
  const config = { steps } as unknown as SessionConfig;
  const session = (more: Partial<Session>) =>
    ({
      state: "live",
      step: null,
      round: null,
      paused: false,
      readOnly: false,
      ...more,
    }) as Session;
  const me = (more: Partial<Me> = {}): Me => {
    return { id: 1, name: "Fatma", role: "participant", table: 5, waiting: false, ...more };
  };

  test("who is led cannot be elsewhere; who is free stays where they were", () => {
    expect(stepAt(config, session({ step: "twee" }), "een")?.slug).toBe("twee");
    expect(stepAt(config, session({}), "twee")?.slug).toBe("twee");
    expect(stepAt(config, session({ step: "weg" }), "ook weg")?.slug).toBe("een");
  });

  test("the first question is one where cards are laid", () => {
    const [first, second] = stepsOf(config);
    expect(zoneAt(first, "")?.key).toBe("b");
    expect(zoneAt(first, "a")?.key).toBe("a");
    expect(zonesAt(second).map((one) => one.key)).toEqual(["d"]);
    expect(otherZones(second).map((one) => one.key)).toEqual(["c"]);
  });

  test("who does not lead goes along when everyone writes on another board", () => {
    const apart = session({ sheets: "table" });
    const together = session({ sheets: "plenary" });
    expect(isElsewhere(true, me(), together)).toBe(true);
    expect(isElsewhere(false, me(), apart)).toBe(true);
    expect(isElsewhere(true, me(), apart)).toBe(false);
    expect(isElsewhere(false, me(), together)).toBe(false);
    expect(isElsewhere(true, me({ role: "editor" }), together)).toBe(false);
    expect(isElsewhere(true, me(), session({ sheets: "plenary", state: "closed" }))).toBe(false);
  });

  test("another round or another table is told once", () => {
    const round = session({ round: 2 });
    expect(moveTo(me(), round, null)).toEqual({ round: 2, table: 5, isSame: false });
    expect(moveTo(me(), round, { round: 1, table: 5 })).toMatchObject({ isSame: true });
    expect(moveTo(me(), round, { round: 2, table: 5 })).toBeNull();
    expect(moveTo(me({ role: "editor" }), round, null)).toBeNull();
    expect(moveTo(me({ table: null }), round, null)).toBeNull();
    expect(moveTo(me(), session({ round: 2, state: "closed" }), null)).toBeNull();
  });

  test("a pause stops everyone but who leads; closed is closed for all", () => {
    expect(stopped(me(), session({ paused: true }))).toBe("paused");
    expect(stopped(me({ role: "editor" }), session({ paused: true }))).toBeNull();
    expect(stopped(me({ role: "editor" }), session({ state: "closed" }))).toBe("closed");
    expect(stopped(me(), session({ readOnly: true }))).toBe("reading");
    expect(stopped(me(), session({}))).toBeNull();
  });
});

function stepsOf(config: SessionConfig) {
  const [first, second] = config.steps;
  if (!first || !second) throw new Error("two steps expected");
  return [first, second] as const;
}

describe("the caret when someone else writes", () => {
  test("it stays with the words around it", () => {
    expect(caretAfter("een drie", "een twee drie", 2)).toBe(2);
    expect(caretAfter("een drie", "een twee drie", 8)).toBe(13);
    expect(caretAfter("een twee drie", "een drie", 6)).toBe(4);
  });
});
