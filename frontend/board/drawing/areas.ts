// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** How a zone falls apart in areas, and which cards lie in each. Pure; one function per kind. */
import type { Fields, Id } from "../../live/operations";
import type { Card } from "../../live/protocol";
import type { Line, Zone } from "./config";
import type { Reader } from "./content";

/** What a card becomes that is put in an area. */
export interface Target {
  zone: string;
  /** Hangs under this card. */
  parent?: Id;
  fields?: Fields;
}

/** The cards of an area, in order; `key` is unique in the zone. */
export interface Heap {
  key: string;
  title: string;
  target: Target;
  cards: readonly Card[];
}

/** Rows of heaps that stand beside each other. */
export function heapsOf(zone: Zone, reader: Reader): Heap[][] {
  const cards = lying(zone, reader);
  if (zone.kind === "columns") return themes(zone, cards);
  if (zone.kind === "matrix") return matrix(zone, cards, reader);
  if (zone.kind === "candidates") return exercises(zone, cards, reader);
  return [[{ key: "", title: "", target: { zone: zone.key }, cards }]];
}

/** What lies there to be seen: not what is said to be the same as another, nor ideas. */
function lying(zone: Zone, reader: Reader): Card[] {
  const main = zone.cardTypes[0];
  return reader.board
    .cardsIn(zone.key)
    .filter((card) => (card.type === main || zone.kind === "cards") && !headOf(card, reader));
}

/** The card that this one is said to be the same as, when it lies in the same zone. */
export function headOf(card: Card, reader: Reader): Card | undefined {
  const to = card.links.find(([kind]) => kind === "alike")?.[1];
  const head = to ? reader.board.card(to) : undefined;
  return head?.zone === card.zone ? head : undefined;
}

function themes(zone: Zone, cards: Card[]): Heap[][] {
  const rows = zone.themes.map((theme) =>
    theme.columns.map((column) => {
      const fields = { theme: theme.key, column: column.key };
      const title = zone.themes.length > 1 ? `${theme.label} · ${column.label}` : column.label;
      return heap(zone, `${theme.key}/${column.key}`, title, fields, cards);
    }),
  );
  return withRest(zone, rows, cards);
}

function matrix(zone: Zone, cards: Card[], reader: Reader): Heap[][] {
  const columns = lines(zone.columnsFrom, zone.columns, reader);
  const rows = lines(zone.rowsFrom, zone.rows, reader).map((row) =>
    columns.map((column) => {
      const fields = { row: row.key, column: column.key };
      return heap(
        zone,
        `${row.key}/${column.key}`,
        `${row.label} · ${column.label}`,
        fields,
        cards,
      );
    }),
  );
  return withRest(zone, rows, cards);
}

/** Rows or columns of a matrix: from the method, or the cards of another zone. */
function lines(source: string | null, fixed: Line[], reader: Reader): Line[] {
  if (!source) return fixed;
  return reader.board.cardsIn(source).map((card) => ({ key: card.id, label: reader.title(card) }));
}

function heap(zone: Zone, key: string, title: string, fields: Fields, cards: Card[]): Heap {
  const here = cards.filter((card) =>
    Object.entries(fields).every(([name, value]) => card.fields[name] === value),
  );
  return { key, title, target: { zone: zone.key, fields }, cards: here };
}

/** Cards that fit in no area still have to be somewhere. */
function withRest(zone: Zone, rows: Heap[][], cards: Card[]): Heap[][] {
  const placed = new Set(rows.flat().flatMap((one) => one.cards));
  const rest = cards.filter((card) => !placed.has(card));
  const whole = rows.filter((row) => row.length > 0);
  if (!rest.length && whole.length) return whole;
  return [...whole, [{ key: "", title: "", target: { zone: zone.key }, cards: rest }]];
}

/** Candidates lie with the exercise they were found in. */
function exercises(zone: Zone, cards: Card[], reader: Reader): Heap[][] {
  const above = zone.source
    .filter((key) => reader.zone(key)?.kind === "exercises")
    .flatMap((key) => reader.board.cardsIn(key));
  const rows = above.map((card): Heap[] => {
    const here = cards.filter((one) => one.parent === card.id);
    const target = { zone: zone.key, parent: card.id };
    return [{ key: card.id, title: reader.title(card), target, cards: here }];
  });
  return withRest(zone, rows, cards);
}
