// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** From the compact files of the server to GeoJSON; see `places/outlines.py`, `map_points.py`. */
import type { Feature, FeatureCollection, MultiPolygon, Point } from "geojson";

type Place = [x: number, y: number];

export interface Outlines {
  scale: number;
  municipalities: Record<string, number[][][]>;
  /** Per code the name and its place in steps, where it is written. */
  names: Record<string, [name: string, x: number, y: number]>;
}

export interface Points {
  scale: number;
  points: [x: number, y: number, id: string][];
  /** Instead of points where there are too many: counts per municipality. */
  places: [x: number, y: number, count: number, code: string, name: string][];
  unplaced: number;
}

export interface Found {
  count: number;
  id?: string;
  code?: string;
}

/** A ring is the first point and then steps from each to the next, without the closing point. */
export function ringOf(steps: readonly number[], scale: number): Place[] {
  const ring: Place[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < steps.length; at += 2) {
    x += steps[at] ?? 0;
    y += steps[at + 1] ?? 0;
    ring.push([x / scale, y / scale]);
  }
  return ring[0] ? [...ring, ring[0]] : ring;
}

export function areasOf(outlines: Outlines): FeatureCollection<MultiPolygon, { code: string }> {
  const features = Object.entries(outlines.municipalities).map(
    ([code, polygons]): Feature<MultiPolygon, { code: string }> => ({
      type: "Feature",
      properties: { code },
      geometry: {
        type: "MultiPolygon",
        coordinates: polygons.map((rings) => rings.map((ring) => ringOf(ring, outlines.scale))),
      },
    }),
  );
  return { type: "FeatureCollection", features };
}

export function namesOf(outlines: Outlines): FeatureCollection<Point, { name: string }> {
  const features = Object.values(outlines.names).map(([name, x, y]) =>
    pointAt(x, y, outlines.scale, { name }),
  );
  return { type: "FeatureCollection", features };
}

export function foundOf(answer: Points): FeatureCollection<Point, Found> {
  const single = answer.points.map(([x, y, id]) => pointAt(x, y, answer.scale, { count: 1, id }));
  const many = answer.places.map(([x, y, count, code]) =>
    pointAt(x, y, answer.scale, { count, code }),
  );
  return { type: "FeatureCollection", features: [...single, ...many] };
}

function pointAt<P>(x: number, y: number, scale: number, properties: P): Feature<Point, P> {
  return {
    type: "Feature",
    properties,
    geometry: { type: "Point", coordinates: [x / scale, y / scale] },
  };
}

/** West, south, east, north around all points; null when there are none. */
export function boundsOf(places: FeatureCollection<Point>): [Place, Place] | null {
  const all = places.features.map((one) => one.geometry.coordinates);
  const across = all.map((one) => one[0] ?? 0);
  const up = all.map((one) => one[1] ?? 0);
  if (!all.length) return null;
  return [
    [across.reduce(smaller), up.reduce(smaller)],
    [across.reduce(larger), up.reduce(larger)],
  ];
}

const smaller = (one: number, other: number): number => Math.min(one, other);
const larger = (one: number, other: number): number => Math.max(one, other);
