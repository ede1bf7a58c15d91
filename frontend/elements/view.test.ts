// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from "vitest";
import { CLOSEST, formatView, panned, parseView, type View, zoomed } from "./view";

const WHOLE: View = { x: -20, y: 0, width: 800, height: 500 };

test("a viewBox is read and written back", () => {
  expect(parseView(" -20, 0  800 500")).toEqual(WHOLE);
  expect(formatView(WHOLE)).toBe("-20 0 800 500");
});

test.each([null, "", "1 2 3", "a b c d", "0 0 0 10"])("%j is no viewBox", (wrong) => {
  expect(parseView(wrong)).toBeNull();
});

test("zooming in keeps the point under the pointer where it is", () => {
  const view = zoomed(WHOLE, WHOLE, 2, 0.25, 0.5);

  expect(view.width).toBe(400);
  expect(view.x + 0.25 * view.width).toBeCloseTo(WHOLE.x + 0.25 * WHOLE.width);
});

test("whatever someone does, the view stays inside the drawing and keeps its shape", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  let view = WHOLE;
  for (let turn = 0; turn < 2_000; turn += 1) {
    view =
      random() < 0.5
        ? zoomed(view, WHOLE, 0.2 + random() * 5, random(), random())
        : panned(view, WHOLE, random() * 4 - 2, random() * 4 - 2);
    expect(view.width / view.height).toBeCloseTo(1.6);
    expect(view.width).toBeGreaterThanOrEqual(WHOLE.width / CLOSEST - 1e-6);
    expect(view.x).toBeGreaterThanOrEqual(WHOLE.x - 1e-6);
    expect(view.y).toBeGreaterThanOrEqual(WHOLE.y - 1e-6);
    expect(view.x + view.width).toBeLessThanOrEqual(WHOLE.x + WHOLE.width + 1e-6);
    expect(view.y + view.height).toBeLessThanOrEqual(WHOLE.y + WHOLE.height + 1e-6);
  }
});
