// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** How the sliding map looks: the colours of the drawn one, and letters from the page itself. */
import type { FeatureCollection } from "geojson";
import type { StyleSpecification } from "maplibre-gl";

const [OUTSIDE, LAND, BORDER, INK, CIRCLE, ON_CIRCLE] = [
  "#F6F1E6",
  "#FFFFFF",
  "#B9B2A2",
  "#1B1A22",
  "#0E5A5C",
  "#FFFDF8",
];
const FONT = ["Atkinson Hyperlegible Next"];
export const CLUSTER_ZOOM = 13;

export function styleOf(
  areas: FeatureCollection,
  names: FeatureCollection,
  found: FeatureCollection,
): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: areas },
      names: { type: "geojson", data: names },
      found: {
        type: "geojson",
        data: found,
        cluster: true,
        clusterRadius: 46,
        clusterMaxZoom: CLUSTER_ZOOM,
        clusterProperties: { all: ["+", ["get", "count"]] },
      },
    },
    layers: [
      { id: "outside", type: "background", paint: { "background-color": OUTSIDE ?? "" } },
      { id: "land", type: "fill", source: "areas", paint: { "fill-color": LAND } },
      {
        id: "borders",
        type: "line",
        source: "areas",
        paint: { "line-color": BORDER, "line-width": 0.8 },
      },
      {
        id: "names",
        type: "symbol",
        source: "names",
        minzoom: 8.5,
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 13 },
        paint: { "text-color": INK, "text-halo-color": LAND, "text-halo-width": 1.5 },
      },
      {
        id: "groups",
        type: "circle",
        source: "found",
        filter: ["any", ["has", "point_count"], [">", ["get", "count"], 1]],
        paint: {
          "circle-color": CIRCLE,
          "circle-radius": [
            "let",
            "n",
            ["coalesce", ["get", "all"], ["get", "count"]],
            ["interpolate", ["linear"], ["log10", ["var", "n"]], 0, 12, 2, 20, 4, 32],
          ],
          "circle-stroke-color": ON_CIRCLE,
          "circle-stroke-width": 2,
        },
      },
      {
        id: "group-counts",
        type: "symbol",
        source: "found",
        filter: ["any", ["has", "point_count"], [">", ["get", "count"], 1]],
        layout: {
          "text-field": ["to-string", ["coalesce", ["get", "all"], ["get", "count"]]],
          "text-font": FONT,
          "text-size": 13,
          "text-allow-overlap": true,
        },
        paint: { "text-color": ON_CIRCLE },
      },
      {
        id: "single",
        type: "circle",
        source: "found",
        filter: ["all", ["!", ["has", "point_count"]], ["==", ["get", "count"], 1]],
        paint: {
          "circle-color": CIRCLE,
          "circle-radius": 8,
          "circle-stroke-color": ON_CIRCLE,
          "circle-stroke-width": 2,
        },
      },
    ],
  };
}
