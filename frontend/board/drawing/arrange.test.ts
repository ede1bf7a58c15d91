// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from "vitest";
import type { Card } from "../../live/protocol";
import type { Store } from "../../live/store";
import { type Area, arrange, type Plan, type Slot } from "./arrange";
import { startOf, stepped } from "./carry";
import { Reader } from "./content";
import { DIAGRAM_SCALE } from "./diagram";
import { dropAt, indexAt } from "./drop";
import { middle, overlap } from "./geometry";
import { Memory } from "./memory";
import { CONFIG, card, DIAGRAM, storeOf } from "./sample";
import * as wishes from "./wishes";

const NOTES = ["1", "2", "3", "4", "5"].map((id) => card(id, "notes"));
const FOUND = [
  card("e1", "exercises", { type: "exercise", text: "Lege zaal" }),
  card("p1", "found", { type: "candidate", parent: "e1", fields: { municipality: "41002" } }),
  card("p2", "found", {
    type: "candidate",
    parent: "e1",
    fields: { municipality: "41002", half: "other" },
  }),
  card("p3", "found", { type: "candidate" }),
];

function planned(cards: Card[]): { plan: Plan; store: Store; reader: Reader } {
  const store = storeOf(cards);
  const reader = new Reader(CONFIG, store);
  return { plan: arrange({ config: CONFIG, reader, diagram: DIAGRAM }), store, reader };
}

function order(plan: Plan, area: string): string[] {
  return plan.areas.get(area)?.slots.map((slot) => slot.card) ?? [];
}

function slotOf(plan: Plan, key: string): Slot {
  return plan.slots.get(key) as Slot;
}

function areaOf(plan: Plan, key: string): Area {
  return plan.areas.get(key) as Area;
}

describe("the plan", () => {
  test("no card lies over another", () => {
    const { plan } = planned([...NOTES, ...FOUND]);
    const slots = [...plan.slots.values()].filter((slot) => slot.shape !== "actor");
    for (const [index, one] of slots.entries()) {
      for (const other of slots.slice(index + 1)) expect(overlap(one.box, other.box)).toBe(false);
    }
  });

  test("cards lie in the cell, the exercise and the bubble where they belong", () => {
    const cell = card("c1", "grid", { type: "cell", fields: { row: "b", column: "y" } });
    const { plan } = planned([...FOUND, cell]);
    expect(order(plan, "grid/b/y")).toEqual(["c1"]);
    expect(order(plan, "found/e1")).toEqual(["p1", "p2"]);
    expect(order(plan, "found")).toEqual(["p3"]);
    expect(plan.slots.has("p1@bubbles")).toBe(true);
  });

  test("a cell of a row that no longer exists is not lost", () => {
    const cell = card("c1", "grid", { type: "cell", fields: { row: "gone", column: "y" } });
    expect(order(planned([cell]).plan, "grid")).toEqual(["c1"]);
  });

  test("who the server did not lay out yet stands at the rim of the own bubble", () => {
    const { plan } = planned(FOUND);
    const bubbles = plan.sheets.flatMap((s) => s.zones).find((z) => z.diagram)?.diagram;
    expect([...(bubbles?.waiting ?? [])]).toEqual(["p2", "p3"]);
    const at = middle(slotOf(plan, "p2@bubbles").box);
    const x = (at.x - (bubbles?.box.x ?? 0)) / DIAGRAM_SCALE - 150;
    const y = (at.y - (bubbles?.box.y ?? 0)) / DIAGRAM_SCALE - 150;
    expect(Math.hypot(x, y)).toBeCloseTo(140, 3);
    expect(y).toBeGreaterThan(0);
  });

  test("what is the same lies under one card", () => {
    const alike = card("2", "notes", { links: [["alike", "1"]] });
    const { plan, reader, store } = planned([card("1", "notes"), alike, card("3", "notes")]);
    expect(order(plan, "notes")).toEqual(["1", "3"]);
    expect(reader.content(store.card("1") as Card).pile).toBe(1);
  });
});

describe("letting go", () => {
  test("between two cards is a place, in the middle of a card is on it", () => {
    const { plan, store } = planned(NOTES);
    const moving = store.card("1") as Card;
    const [third] = [slotOf(plan, "3").box];
    const edge = { x: third.x + 2, y: third.y + 70 };
    const drop = dropAt(plan, moving, slotOf(plan, "1"), edge);
    expect(drop).toMatchObject({ kind: "place", index: 2 });
    const on = dropAt(plan, moving, slotOf(plan, "1"), middle(third));
    expect(on).toMatchObject({ kind: "onto", slot: { card: "3" } });
  });

  test("in a zone for other cards is nowhere", () => {
    const { plan, store } = planned(NOTES);
    const cell = middle(areaOf(plan, "grid/a/x").box);
    expect(dropAt(plan, store.card("1") as Card, slotOf(plan, "1"), cell)).toBeNull();
  });

  test("in a bubble means that municipality and that half", () => {
    const { plan, store } = planned(FOUND);
    const box = plan.sheets.flatMap((s) => s.zones).find((z) => z.diagram)?.diagram?.box;
    const at = { x: (box?.x ?? 0) + 150 * DIAGRAM_SCALE, y: (box?.y ?? 0) + 220 * DIAGRAM_SCALE };
    const drop = dropAt(plan, store.card("p3") as Card, slotOf(plan, "p3"), at);
    expect(drop).toMatchObject({ kind: "bubble", half: "other", bubble: { code: "41002" } });
  });

  test("below the last line counts as the end", () => {
    const { plan } = planned(NOTES);
    const area = areaOf(plan, "notes");
    expect(indexAt(area, { x: area.box.x, y: area.box.y + 5000 })).toBe(NOTES.length);
  });
});

describe("what is done", () => {
  function done(deed: wishes.Deed | null, scene: ReturnType<typeof planned>): Plan {
    new Memory(scene.store).perform(deed as wishes.Deed);
    return arrange({ config: CONFIG, reader: scene.reader, diagram: DIAGRAM });
  }

  test("a card comes between its new neighbours", () => {
    const scene = planned(NOTES);
    const deed = wishes.put(
      scene.store.card("5") as Card,
      areaOf(scene.plan, "notes"),
      1,
      scene.reader,
    );
    expect(order(done(deed, scene), "notes")).toEqual(["1", "5", "2", "3", "4"]);
  });

  test("further on in its own area it comes where it was let go", () => {
    const scene = planned(NOTES);
    const deed = wishes.put(
      scene.store.card("1") as Card,
      areaOf(scene.plan, "notes"),
      3,
      scene.reader,
    );
    expect(order(done(deed, scene), "notes")).toEqual(["2", "3", "1", "4", "5"]);
  });

  test("on its own place nothing happens", () => {
    const { plan, store, reader } = planned(NOTES);
    expect(wishes.put(store.card("2") as Card, areaOf(plan, "notes"), 2, reader)).toBeNull();
  });

  test("another zone, exercise or cell goes along, with the pile below it", () => {
    const alike = card("6", "notes", { links: [["alike", "1"]] });
    const scene = planned([...NOTES, alike]);
    const deed = wishes.put(
      scene.store.card("1") as Card,
      areaOf(scene.plan, "more"),
      0,
      scene.reader,
    );
    const plan = done(deed, scene);
    expect(order(plan, "more")).toEqual(["1"]);
    expect(scene.store.card("6")?.zone).toBe("more");
  });

  test("every deed can be taken back", () => {
    const scene = planned([...NOTES, ...FOUND]);
    const { store, reader, plan } = scene;
    const memory = new Memory(store);
    const before = JSON.stringify([...store.view.cards.values()].map(visible));
    const get = (id: string) => store.card(id) as Card;
    const sets = CONFIG.zones.find((zone) => zone.kind === "combinations");
    const deeds = [
      wishes.put(get("1"), areaOf(plan, "more"), 0, reader),
      wishes.toBubble(get("p2"), "11002", "culture"),
      wishes.write(get("2"), "Anders"),
      wishes.sameAs(get("4"), get("5"), reader),
      wishes.remove(get("3")),
      sets && wishes.combine(sets, get("p1"), get("p2")),
    ];
    for (const deed of deeds) memory.perform(deed as wishes.Deed);
    expect(JSON.stringify([...store.view.cards.values()].map(visible))).not.toBe(before);
    while (memory.undo()) expect(memory.size).toBeGreaterThanOrEqual(0);
    const now = [...store.view.cards.values()].map(visible);
    expect(new Set(now.map((one) => JSON.stringify(one)))).toEqual(
      new Set(JSON.parse(before).map((one: unknown) => JSON.stringify(one))),
    );
  });

  function visible({ id, zone, text, fields, links }: Card): unknown {
    return [id, zone, text, Object.entries(fields).sort(), links];
  }

  test("dots stay within the budget", () => {
    const store = storeOf(NOTES, { zones: ["notes"], budget: 1 });
    const memory = new Memory(store);
    const get = (id: string) => store.card(id) as Card;
    memory.perform(wishes.dot(store, get("1"), 1) as wishes.Deed);
    expect(store.votes["1"]).toBe(1);
    expect(wishes.dot(store, get("2"), 1)).toBeNull();
    expect(wishes.dot(store, get("2"), -1)).toBeNull();
  });
});

describe("carrying with the keys", () => {
  test("arrows go place by place, then to the next area that takes the card", () => {
    const { plan, store } = planned(NOTES);
    const moving = store.card("1") as Card;
    let drop = startOf(plan, slotOf(plan, "1"));
    for (let step = 0; drop && step < 3; step += 1) drop = stepped(plan, moving, drop, "right");
    expect(drop).toMatchObject({ kind: "place", index: 3, area: { key: "notes" } });
    for (let step = 0; drop && step < 3; step += 1) drop = stepped(plan, moving, drop, "right");
    expect(drop).toMatchObject({ area: { key: "more" } });
  });

  test("in a bubble up and down cross the line", () => {
    const { plan, store } = planned(FOUND);
    const drop = startOf(plan, slotOf(plan, "p1@bubbles"));
    expect(drop).toMatchObject({ kind: "bubble", half: "culture" });
    const below = drop && stepped(plan, store.card("p1") as Card, drop, "down");
    expect(below).toMatchObject({ half: "other", bubble: { code: "41002" } });
  });
});

test("a card says all that can be seen", () => {
  const chosen = card("p1", "found", {
    type: "candidate",
    text: "Kring",
    private: true,
    fields: { chosen: true, sectors: ["welzijn"], place_text: "Aalst" },
  });
  const { reader, store } = planned([chosen]);
  const spoken = reader.spoken(store.card("p1") as Card);
  expect(spoken).toBe("Kring, Aalst, Welzijn, privé, gekozen partner");
});
