// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import fc from "fast-check";
import { expect, it } from "vitest";
import { areasOf, boundsOf, foundOf, namesOf, ringOf } from "./shapes";

const NUMBER = fc.integer({ min: -90_000, max: 90_000 });

const POINTS = fc.array(fc.tuple(NUMBER, NUMBER), { minLength: 1, maxLength: 20 });

it("reads back the points of a ring that were written, and closes it", () => {
  fc.assert(
    fc.property(POINTS, (points) => {
      let [x, y] = [0, 0];
      const steps = points.flatMap(([toX, toY]) => {
        const step = [toX - x, toY - y];
        [x, y] = [toX, toY];
        return step;
      });

      const ring = ringOf(steps, 1);

      expect(ring.slice(0, -1)).toEqual(points);
      expect(ring.at(-1)).toEqual(points[0]);
    }),
  );
});

it("gives every municipality its shape and its name", () => {
  const outlines = {
    scale: 10,
    municipalities: { "44021": [[[10, 20, 10, 0, 0, 10]]] },
    names: { "44021": ["Gent", 37, 510] as [string, number, number] },
  };

  expect(areasOf(outlines).features[0]?.geometry.coordinates[0]?.[0]?.[1]).toEqual([2, 2]);
  expect(namesOf(outlines).features[0]?.geometry.coordinates).toEqual([3.7, 51]);
});

it("counts single points as one and municipalities as what they hold", () => {
  const found = foundOf({
    scale: 10,
    points: [[37, 510, "abc"]],
    places: [[40, 520, 12, "11002", "Antwerpen"]],
    unplaced: 0,
  });

  expect(found.features.map((one) => one.properties.count)).toEqual([1, 12]);
  expect(boundsOf(found)).toEqual([
    [3.7, 51],
    [4, 52],
  ]);
});

it("has no bounds around nothing", () => {
  expect(boundsOf({ type: "FeatureCollection", features: [] })).toBeNull();
});
