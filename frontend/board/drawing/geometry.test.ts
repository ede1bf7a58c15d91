// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bounded, fitted, revealed, seen, toScreen, toSheet, zoomed } from "./camera";
import { detailAt } from "./detail";
import { type Box, overlap } from "./geometry";
import { packed } from "./shelves";
import { Grid } from "./spatial";
import { neighbour } from "./walk";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const box = fc.record({
  x: number(-3000, 3000),
  y: number(-3000, 3000),
  width: number(1, 900),
  height: number(1, 900),
});
const camera = fc.record({
  x: number(-5000, 5000),
  y: number(-5000, 5000),
  scale: number(0.03, 2),
});

describe("what is in view", () => {
  test("the grid finds exactly what overlaps, each once", () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 40 }), box, (boxes, view) => {
        const items = boxes.map((one, index) => ({ key: String(index), box: one }));
        const wanted = items.filter((item) => overlap(item.box, view)).map((item) => item.key);
        const found = [...new Grid(items).within(view)].map((item) => item.key);
        expect(found.sort()).toEqual(wanted.sort());
      }),
    );
  });

  test("what lies on top is hit", () => {
    const under = { key: "under", box: { x: 0, y: 0, width: 100, height: 100 } };
    const over = { key: "over", box: { x: 50, y: 50, width: 100, height: 100 } };
    const grid = new Grid([under, over]);
    expect(grid.at({ x: 60, y: 60 })?.key).toBe("over");
    expect(grid.at({ x: 10, y: 10 })?.key).toBe("under");
    expect(grid.at({ x: 300, y: 10 })).toBeNull();
  });
});

describe("the camera", () => {
  test("zooming keeps the point under the pointer where it is", () => {
    fc.assert(
      fc.property(
        camera,
        number(0.5, 2),
        number(0, 1400),
        number(0, 900),
        (start, factor, x, y) => {
          const before = toSheet(start, { x, y });
          const after = toScreen(zoomed(start, factor, { x, y }), before);
          expect(after.x).toBeCloseTo(x, 3);
          expect(after.y).toBeCloseTo(y, 3);
        },
      ),
    );
  });

  test("what is fitted is whole on screen", () => {
    fc.assert(
      fc.property(box, (wanted: Box) => {
        const screen = { width: 390, height: 700 };
        const shown = seen(fitted(wanted, screen, 16), screen);
        expect(shown.x).toBeLessThanOrEqual(wanted.x);
        expect(shown.x + shown.width).toBeGreaterThanOrEqual(wanted.x + wanted.width);
        expect(shown.y).toBeLessThanOrEqual(wanted.y);
      }),
    );
  });

  test("what is on screen already does not move the sheet", () => {
    const start = { x: 0, y: 0, scale: 1 };
    const screen = { width: 800, height: 600 };
    const inside = { x: 100, y: 100, width: 200, height: 100 };
    expect(revealed(start, inside, screen, 20)).toEqual(start);
    const right = revealed(start, { ...inside, x: 900 }, screen, 20);
    expect(right).toEqual({ x: 320, y: 0, scale: 1 });
  });

  test("some of the sheet always stays on screen", () => {
    fc.assert(
      fc.property(camera, (wild) => {
        const sheet = { width: 4000, height: 3000 };
        const screen = { width: 1000, height: 700 };
        const shown = seen(bounded(wild, sheet, screen), screen);
        expect(overlap(shown, { x: 0, y: 0, ...sheet })).toBe(true);
      }),
    );
  });
});

test("letters are drawn where they can be read, and a border does not flicker", () => {
  expect(detailAt(1)).toBe("full");
  expect(detailAt(0.4)).toBe("names");
  expect(detailAt(0.1)).toBe("dots");
  expect(detailAt(0.53, "full")).toBe("full");
  expect(detailAt(0.53, "names")).toBe("names");
});

describe("walking with the arrows", () => {
  const at = (key: string, x: number, y: number) => ({
    key,
    box: { x, y, width: 100, height: 60 },
  });
  const cards = [
    at("a", 0, 0),
    at("b", 120, 0),
    at("c", 0, 80),
    at("d", 120, 80),
    at("e", 900, 20),
  ];
  const from = (key: string) => cards.find((one) => one.key === key)?.box as Box;

  test("goes to the nearest in line", () => {
    expect(neighbour(from("a"), "right", cards)?.key).toBe("b");
    expect(neighbour(from("a"), "down", cards)?.key).toBe("c");
    expect(neighbour(from("d"), "left", cards)?.key).toBe("c");
    expect(neighbour(from("d"), "up", cards)?.key).toBe("b");
  });

  test("reaches a card far away, and stops at the edge", () => {
    expect(neighbour(from("b"), "right", cards)?.key).toBe("e");
    expect(neighbour(from("a"), "left", cards)).toBeNull();
  });
});

test("boxes on shelves never lie over each other", () => {
  const size = fc.record({ width: number(10, 900), height: number(10, 900) });
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 12 }), (sizes) => {
      const boxes = sizes.map((one) => ({ x: 0, y: 0, ...one }));
      const whole = packed(boxes, 20, 1.5);
      for (const [index, one] of boxes.entries()) {
        expect(one.x + one.width).toBeLessThanOrEqual(whole.width + 1e-6);
        for (const other of boxes.slice(index + 1)) expect(overlap(one, other)).toBe(false);
      }
    }),
  );
});
