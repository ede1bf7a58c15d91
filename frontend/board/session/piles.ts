// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Cards as they lie: in columns, newest first, look-alikes on one pile. */
import type { Id } from "../../live/operations";
import type { Card } from "../../live/protocol";
import type { Zone } from "./config";

export interface Pile {
  id: Id;
  head: Card;
  /** Cards that say the same and lie under it, in order. */
  under: Card[];
  /** How many cards it is together. */
  count: number;
  /** Dots of all its cards; null while they are not shown. */
  votes: number | null;
}

/** Where a new card of a zone may lie: a column, a type of card, or simply the zone. */
export interface Spot {
  key: string;
  label: string;
  prompt: string;
  type: string;
  /** Fields that a card gets for lying here. */
  fields: Record<string, string>;
  isPrivate: boolean;
}

function headOf(card: Card, cards: ReadonlyMap<Id, Card>): Card | null {
  const to = card.links.find(([kind]) => kind === "alike")?.[1];
  return (to && cards.get(to)) || null;
}

/** Piles in the order of their heads. A card whose head is not there lies by itself. */
export function pilesOf(cards: readonly Card[]): Pile[] {
  const known = new Map(cards.map((card) => [card.id, card]));
  const under = new Map<Id, Card[]>();
  const heads: Card[] = [];
  for (const card of cards) {
    const head = headOf(card, known);
    if (!head || headOf(head, known)) heads.push(card);
    else under.set(head.id, [...(under.get(head.id) ?? []), card]);
  }
  return heads.map((head) => pileOf(head, under.get(head.id) ?? []));
}

function pileOf(head: Card, under: Card[]): Pile {
  const shown = [head, ...under].map((card) => card.votes).filter((votes) => votes !== null);
  const votes = shown.length ? shown.reduce((sum, dots) => sum + dots, 0) : null;
  return { id: head.id, head, under, count: under.length + 1, votes };
}

const OWN_TYPES = new Set(["cards"]);

export function spotsOf(zone: Zone): Spot[] {
  const type = zone.cardTypes[0] ?? "note";
  const isPrivate = (key: string) => zone.privateTypes.includes(key);
  if (zone.kind === "columns") {
    return zone.themes.flatMap((theme) =>
      theme.columns.map((column) => ({
        key: `${theme.key}/${column.key}`,
        label: zone.themes.length > 1 ? `${theme.label}: ${column.label}` : column.label,
        prompt: column.prompt || theme.prompt,
        type,
        fields: { theme: theme.key, column: column.key },
        isPrivate: isPrivate(type),
      })),
    );
  }
  if (OWN_TYPES.has(zone.kind) && zone.types.length > 1) {
    return zone.types.map(({ key, label }) => {
      return { key, label, prompt: "", type: key, fields: {}, isPrivate: isPrivate(key) };
    });
  }
  const plain = { key: type, label: zone.title, prompt: zone.prompt, type, fields: {} };
  return [{ ...plain, isPrivate: isPrivate(type) }];
}

export function liesAt(card: Card, spot: Spot): boolean {
  const wanted = Object.entries(spot.fields);
  if (wanted.length) return wanted.every(([key, value]) => card.fields[key] === value);
  return card.type === spot.type;
}

/** Cards somewhere in the zone but at none of its spots still belong somewhere: the first. */
export function cardsAt(cards: readonly Card[], spots: readonly Spot[], spot: Spot): Card[] {
  return cards.filter((card) => {
    if (liesAt(card, spot)) return true;
    return spot === spots[0] && !spots.some((other) => liesAt(card, other));
  });
}
