// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Where everything lies: a sheet per step, its zones, in them areas, and in those cards in order.
 *
 * Pure: the same board gives the same plan. Nobody keeps a place in x and y; a card lies where its
 * zone, its fields and its position say, as in the list.
 */
import type { Id } from "../../live/operations";
import type { Card } from "../../live/protocol";
import { type Heap, heapsOf, type Target } from "./areas";
import type { Config, Diagram, Step, Zone } from "./config";
import type { Reader } from "./content";
import { type DrawnDiagram, diagramIn } from "./diagram";
import type { Box, Point } from "./geometry";
import { packed } from "./shelves";

export const CARD = { width: 216, height: 144 };
export const WIDE = { width: 448, height: 144 };
export const GAP = 16;
const AREA = { pad: 16, title: 44 };
const ZONE = { pad: 24, title: 116, gap: 32 };
const SHEET = { pad: 48, title: 132, gap: 96 };
const NONE: ReadonlySet<Id> = new Set();
const LIMIT = 24; // columns of cards in one area

export type Shape = "card" | "wide" | "actor";

/** A card in its place. One card can lie in two: in its zone and in the bubble diagram. */
export interface Slot {
  key: string;
  card: Id;
  zone: string;
  /** Key of its area; empty in the bubble diagram. */
  area: string;
  index: number;
  shape: Shape;
  box: Box;
}

/** A part of a zone where cards lie in order. */
export interface Area {
  key: string;
  zone: string;
  title: string;
  box: Box;
  /** What a card becomes that is put here. */
  target: Target;
  columns: number;
  /** In order. */
  slots: Slot[];
}

export interface ZonePlan {
  zone: Zone;
  box: Box;
  areas: Area[];
  diagram: DrawnDiagram | null;
}

export interface Sheet {
  step: Step;
  box: Box;
  zones: ZonePlan[];
}

export interface Plan {
  width: number;
  height: number;
  sheets: Sheet[];
  areas: Map<string, Area>;
  /** By key, in reading order. */
  slots: Map<string, Slot>;
}

export interface Scene {
  config: Config;
  reader: Reader;
  diagram: Diagram | null;
  /** Cards that the diagram does not have where they are now. */
  unsettled?: ReadonlySet<Id>;
  /** About how much wider than high all sheets together are. */
  aspect?: number;
}

export function arrange({ config, reader, diagram, unsettled, aspect }: Scene): Plan {
  const sheets = config.steps
    .map((step) => sheetOf(step, config, (zone) => zonePlan(zone, reader, diagram, unsettled)))
    .filter((sheet) => sheet.zones.length > 0);
  const size = packed(
    sheets.map((sheet) => sheet.box),
    SHEET.gap,
    aspect ?? 1.7,
  );
  for (const sheet of sheets) shift(sheet, sheet.box);
  const plan: Plan = { ...size, sheets, areas: new Map(), slots: new Map() };
  for (const zone of sheets.flatMap((sheet) => sheet.zones)) {
    for (const area of zone.areas) {
      plan.areas.set(area.key, area);
      for (const slot of area.slots) plan.slots.set(slot.key, slot);
    }
    for (const slot of zone.diagram?.slots ?? []) plan.slots.set(slot.key, slot);
  }
  return plan;
}

/** Everything of a sheet was placed from its own corner; bring it to the sheet's place. */
function shift(sheet: Sheet, by: Point): void {
  for (const zone of sheet.zones) {
    move(zone.box, by);
    for (const area of zone.areas) {
      move(area.box, by);
      for (const slot of area.slots) move(slot.box, by);
    }
    for (const slot of zone.diagram?.slots ?? []) move(slot.box, by);
    if (zone.diagram) move(zone.diagram.box, by);
  }
}

function move(box: Box, by: Point): void {
  box.x += by.x;
  box.y += by.y;
}

function sheetOf(step: Step, config: Config, planOf: (zone: Zone) => ZonePlan): Sheet {
  const zones = config.zones
    .filter((zone) => zone.step === step.slug && (!zone.isView || zone.kind === "bubbles"))
    .map(planOf);
  const size = packed(
    zones.map((zone) => zone.box),
    ZONE.gap,
    1.5,
  );
  for (const zone of zones) {
    const corner = { x: zone.box.x + SHEET.pad, y: zone.box.y + SHEET.title };
    zone.box.x = zone.box.y = 0;
    shift({ step, box: zone.box, zones: [zone] }, corner);
  }
  const width = Math.max(size.width, 620) + 2 * SHEET.pad;
  const height = size.height + SHEET.title + SHEET.pad;
  return { step, box: { x: 0, y: 0, width, height }, zones };
}

function zonePlan(
  zone: Zone,
  reader: Reader,
  diagram: Diagram | null,
  unsettled: ReadonlySet<Id> = NONE,
): ZonePlan {
  return zone.kind === "bubbles"
    ? bubbleZone(zone, reader, diagram, unsettled)
    : cardZone(zone, reader);
}

function bubbleZone(
  zone: Zone,
  reader: Reader,
  diagram: Diagram | null,
  unsettled: ReadonlySet<Id>,
): ZonePlan {
  const drawn = diagramIn(zone, reader, diagram, unsettled);
  move(drawn.box, { x: ZONE.pad, y: ZONE.title });
  for (const slot of drawn.slots) move(slot.box, drawn.box);
  const width = Math.max(drawn.box.width, 860) + 2 * ZONE.pad;
  const height = Math.max(drawn.box.height, 420) + ZONE.title + ZONE.pad;
  return { zone, box: { x: 0, y: 0, width, height }, areas: [], diagram: drawn };
}

function cardZone(zone: Zone, reader: Reader): ZonePlan {
  const rows = heapsOf(zone, reader);
  const widths = columnWidths(rows);
  const areas: Area[] = [];
  let top = ZONE.title;
  let right = 0;
  for (const row of rows) {
    const made = row.map((heap) => areaOf(zone, heap, row.length));
    const height = Math.max(...made.map((area) => area.box.height));
    let left = ZONE.pad;
    for (const [index, area] of made.entries()) {
      const width = row.length > 1 ? (widths[index] ?? area.box.width) : area.box.width;
      area.box = { ...area.box, width, height };
      for (const slot of area.slots) move(slot.box, { x: left, y: top });
      move(area.box, { x: left, y: top });
      left += width + GAP;
    }
    areas.push(...made);
    right = Math.max(right, left - GAP);
    top += height + GAP;
  }
  const box = { x: 0, y: 0, width: right + ZONE.pad, height: top - GAP + ZONE.pad };
  return { zone, box, areas, diagram: null };
}

/** In a matrix the areas below each other are as wide as the widest of them. */
function columnWidths(rows: Heap[][]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    if (row.length < 2) continue;
    for (const [index, heap] of row.entries()) {
      const columns = columnsFor(heap.cards.length, row.length);
      widths[index] = Math.max(widths[index] ?? 0, areaWidth(columns, CARD.width));
    }
  }
  return widths;
}

function areaOf(zone: Zone, heap: Heap, neighbours: number): Area {
  const shape: Shape = zone.isSingle ? "wide" : "card";
  const size = zone.isSingle ? sizeOfText(heap.cards) : CARD;
  const columns = zone.isSingle ? 1 : columnsFor(heap.cards.length, neighbours);
  const top = heap.title ? AREA.title : AREA.pad;
  const key = areaKey(zone, heap);
  const slots = heap.cards.map((card, index): Slot => {
    const x = AREA.pad + (index % columns) * (size.width + GAP);
    const y = top + Math.floor(index / columns) * (size.height + GAP);
    const box = { x, y, ...size };
    return { key: card.id, card: card.id, zone: zone.key, area: key, index, shape, box };
  });
  const lines = Math.max(Math.ceil(room(heap.cards.length, zone) / columns), 1);
  const width = areaWidth(columns, size.width);
  const height = top + lines * (size.height + GAP) - GAP + AREA.pad;
  const box = { x: 0, y: 0, width, height };
  return { key, zone: zone.key, title: heap.title, box, target: heap.target, columns, slots };
}

/** Long texts get the height of two or three cards. */
function sizeOfText(cards: readonly Card[]): { width: number; height: number } {
  const length = cards[0]?.text.length ?? 0;
  const lines = length > 320 ? 3 : length > 120 ? 2 : 1;
  return { width: WIDE.width, height: lines * (WIDE.height + GAP) - GAP };
}

/** There is always one free place, so that a card has somewhere to go. */
function room(count: number, zone: Zone): number {
  return zone.isSingle ? 1 : count + 1;
}

function areaWidth(columns: number, width: number): number {
  return columns * (width + GAP) - GAP + 2 * AREA.pad;
}

/** About as wide as high; grows in steps, so that not every new card moves all others. */
export function columnsFor(count: number, neighbours: number): number {
  const least = neighbours > 1 ? 1 : 3;
  const wanted = neighbours > 1 ? Math.sqrt((count + 1) / 3) : Math.sqrt((count + 1) * 1.1);
  return Math.min(Math.max(Math.ceil(wanted), least), LIMIT);
}

function areaKey(zone: Zone, heap: Heap): string {
  return heap.key ? `${zone.key}/${heap.key}` : zone.key;
}
