// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Puts a map to slide and zoom in the place of the drawn one; nothing comes from elsewhere. */
import "maplibre-gl/dist/maplibre-gl.css";
import {
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapView,
  setWorkerUrl,
} from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { button } from "../elements/parts";
import { text } from "../elements/texts";
import {
  areasOf,
  boundsOf,
  type Found,
  foundOf,
  namesOf,
  type Outlines,
  type Points,
} from "./shapes";
import { CLUSTER_ZOOM, styleOf } from "./style";

const MOST_CARDS = 20;
const PATIENCE = 20_000; // milliseconds for the first drawing; then the drawn map stays
const COUNTRIES: [[number, number], [number, number]] = [
  [2.3, 49.4],
  [7.4, 53.7],
];

setWorkerUrl(worker);

/** Resolves when the map stands on the page. Rejects when it cannot be made. */
export async function open(place: HTMLElement, points: string, outlines: string): Promise<void> {
  const [found, shapes] = await Promise.all([ask<Points>(points), ask<Outlines>(outlines)]);
  const frame = frameOf();
  place.append(frame.all);
  try {
    const view = await viewOf(frame.map, found, shapes);
    frame.closer.addEventListener("click", () => view.zoomIn());
    frame.away.addEventListener("click", () => view.zoomOut());
    new Pointing(view, frame.cards, frame.look);
  } catch (error) {
    frame.all.remove();
    throw error;
  }
  for (const drawn of [...place.children]) if (drawn !== frame.all) drawn.remove();
}

async function ask<Answer>(address: string): Promise<Answer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Answer;
}

function frameOf() {
  const all = document.createElement("div");
  const map = document.createElement("div");
  const bar = document.createElement("div");
  const closer = button(text("zoomIn"), { icon: "M12 5v14M5 12h14" });
  const away = button(text("zoomOut"), { icon: "M5 12h14" });
  const look = button(text("mapLook"));
  const hint = document.createElement("p");
  const cards = document.createElement("div");
  all.className = "nb-stack nb-stack--close";
  bar.className = "nb-zoom__bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", text("zoomBar"));
  bar.append(closer, away, look);
  map.className = "nb-map__view";
  hint.className = "nb-hint";
  hint.textContent = text("mapHint");
  cards.setAttribute("aria-live", "polite");
  all.append(bar, map, hint, cards);
  return { all, map, closer, away, look, cards };
}

function viewOf(container: HTMLElement, answer: Points, shapes: Outlines): Promise<MapView> {
  const found = foundOf(answer);
  const view = new MapView({
    container,
    style: styleOf(areasOf(shapes), namesOf(shapes), found),
    bounds: boundsOf(found) ?? COUNTRIES,
    fitBoundsOptions: { padding: 40, maxZoom: 12 },
    attributionControl: { compact: false, customAttribution: text("mapSources") },
    cooperativeGestures: true,
    locale: {
      "Map.Title": text("mapTitle"),
      "CooperativeGesturesHandler.WindowsHelpText": text("mapWheel"),
      "CooperativeGesturesHandler.MacHelpText": text("mapWheel"),
      "CooperativeGesturesHandler.MobileHelpText": text("mapFingers"),
    },
  });
  view.dragRotate.disable();
  view.touchZoomRotate.disableRotation();
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error("no drawing in time")), PATIENCE);
    view.once("load", () => {
      clearTimeout(late);
      done(view);
    });
    view.once("error", ({ error }) => failed(error));
  });
}

/** What someone points at becomes cards in words, below the map. */
class Pointing {
  constructor(
    private readonly view: MapView,
    private readonly cards: HTMLElement,
    look: HTMLButtonElement,
  ) {
    for (const layer of ["groups", "single"]) {
      view.on("click", layer, (event) => void this.#point(event.features?.[0]));
      view.on("mouseenter", layer, () => this.#hand("pointer"));
      view.on("mouseleave", layer, () => this.#hand(""));
    }
    look.addEventListener("click", () => void this.#lookAround());
  }

  #hand(cursor: string): void {
    this.view.getCanvas().style.cursor = cursor;
  }

  async #point(feature: MapGeoJSONFeature | undefined): Promise<void> {
    if (!feature) return;
    const found = feature.properties as Partial<Found> & { cluster_id?: number; all?: number };
    const { cluster_id: cluster } = found;
    if (cluster === undefined) return this.#show(found.id ? [found.id] : []);
    const source = this.view.getSource<GeoJSONSource>("found");
    if (!source) return;
    const zoom = await source.getClusterExpansionZoom(cluster);
    if (zoom <= CLUSTER_ZOOM && (found.all ?? 0) > MOST_CARDS) return this.#closer(feature, zoom);
    const leaves = await source.getClusterLeaves(cluster, MOST_CARDS, 0);
    this.#show(leaves.map((leaf) => (leaf.properties as Found).id ?? ""));
  }

  #closer(feature: MapGeoJSONFeature, zoom: number): void {
    if (feature.geometry.type !== "Point") return;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    this.view.easeTo({ center: [lon, lat], zoom });
  }

  /** The organisations in sight, those nearest to the middle first: the map in words. */
  async #lookAround(): Promise<void> {
    const source = this.view.getSource<GeoJSONSource>("found");
    const middle = this.view.getCenter();
    const seen = this.view
      .queryRenderedFeatures({ layers: ["groups", "single"] })
      .filter((one) => one.geometry.type === "Point")
      .map((one) => ({ one, away: this.#away(one, middle.lng, middle.lat) }))
      .sort((left, right) => left.away - right.away);
    const ids: string[] = [];
    for (const { one } of seen) {
      if (ids.length >= MOST_CARDS) break;
      const { cluster_id: cluster, id } = one.properties as { cluster_id?: number; id?: string };
      if (id) ids.push(id);
      else if (cluster !== undefined && source) {
        const leaves = await source.getClusterLeaves(cluster, MOST_CARDS - ids.length, 0);
        ids.push(...leaves.map((leaf) => (leaf.properties as Found).id ?? ""));
      }
    }
    await this.#show(ids);
  }

  #away(feature: MapGeoJSONFeature, lon: number, lat: number): number {
    if (feature.geometry.type !== "Point") return Number.POSITIVE_INFINITY;
    const [x = 0, y = 0] = feature.geometry.coordinates;
    return Math.hypot((x - lon) * 0.62, y - lat);
  }

  async #show(ids: readonly string[]): Promise<void> {
    const known = [...new Set(ids.filter(Boolean))].slice(0, MOST_CARDS);
    if (!known.length) {
      this.cards.textContent = text("mapNothing");
      return;
    }
    const query = new URLSearchParams(known.map((id) => ["id", id]));
    const answer = await fetch(`/organisaties/kaart/kaartjes?${query}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.cards.replaceChildren(...page.body.childNodes);
  }
}
