// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What people do in the drawing or the list, as operations, each with what takes it back. Pure. */
import { type Fields, type Id, newId, type Wish } from "../../live/operations";
import { between } from "../../live/positions";
import type { Card } from "../../live/protocol";
import { headOf, type Target } from "./areas";
import type { Area } from "./arrange";
import type { Board } from "./board";
import type { Half, Zone } from "./config";
import type { Reader } from "./content";

/** What is done at once and taken back at once. */
export interface Deed {
  wishes: Wish[];
  /** In the order in which they are to be done. */
  inverse: Wish[];
}

export function together(...deeds: Deed[]): Deed {
  return {
    wishes: deeds.flatMap((deed) => deed.wishes),
    inverse: deeds.toReversed().flatMap((deed) => deed.inverse),
  };
}

/** Put a card in an area, before the card that lies there at `index`. */
export function put(card: Card, area: Area, index: number, reader: Reader): Deed | null {
  const others = area.slots.filter((slot) => slot.card !== card.id);
  const before = area.slots.findIndex((slot) => slot.card === card.id);
  const at = before >= 0 && before < index ? index - 1 : index;
  if (before >= 0 && at === before) return null;
  const position = positionAt(
    others.map((slot) => reader.board.card(slot.card)),
    at,
  );
  const pile = [...reader.board.linkedTo("alike", card.id)].map((id) => reader.board.card(id));
  const moved = [card, ...pile].filter((one): one is Card => one !== undefined);
  return together(...moved.map((one, nth) => placed(one, area.target, nth ? null : position)));
}

/** Between its neighbours; null (at the end) when two of them share one place. */
function positionAt(cards: readonly (Card | undefined)[], index: number): string | null {
  const low = cards[index - 1]?.position ?? "";
  const high = cards[index]?.position ?? "";
  return high && low >= high ? null : between(low, high);
}

function placed(card: Card, target: Target, position: string | null): Deed {
  const move: Wish = { type: "move_card", card: card.id, position };
  if (target.zone !== card.zone) move.zone = target.zone;
  if (target.parent && target.parent !== card.parent) move.parent = target.parent;
  const back: Wish = { type: "move_card", card: card.id, position: card.position };
  if (target.zone !== card.zone) back.zone = card.zone;
  if (target.parent && card.parent) back.parent = card.parent;
  const deed = { wishes: [move], inverse: [back] };
  const fields = changed(card, target.fields ?? {});
  return fields ? together(deed, withFields(card, fields)) : deed;
}

function changed(card: Card, fields: Fields): Fields | null {
  const other = Object.entries(fields).filter(([key, value]) => card.fields[key] !== value);
  return other.length ? Object.fromEntries(other) : null;
}

function withFields(card: Card, fields: Fields): Deed {
  const old = Object.fromEntries(Object.keys(fields).map((key) => [key, card.fields[key] ?? null]));
  return {
    wishes: [{ type: "set_fields", card: card.id, fields }],
    inverse: [{ type: "set_fields", card: card.id, fields: old }],
  };
}

/** Put a candidate with a municipality, above or below the line. */
export function toBubble(card: Card, code: string, half: Half): Deed | null {
  const place = code ? { municipality: code, place_text: null } : {};
  const fields = changed(card, { half, ...place });
  if (fields && fields.place_text === null && !card.fields.place_text) delete fields.place_text;
  return fields && Object.keys(fields).length ? withFields(card, fields) : null;
}

export function add(zone: Zone, target: Target, text: string, type?: string): Deed & { card: Id } {
  const card = newId();
  const card_type = type ?? zone.cardTypes[0] ?? "note";
  const wish: Wish = { type: "add_card", card, zone: zone.key, card_type, text };
  if (target.parent) wish.parent = target.parent;
  if (target.fields) wish.fields = target.fields;
  return { card, wishes: [wish], inverse: [{ type: "remove_card", card }] };
}

export function write(card: Card, text: string): Deed | null {
  if (text === card.text) return null;
  return {
    wishes: [{ type: "edit_text", card: card.id, text }],
    inverse: [{ type: "edit_text", card: card.id, text: card.text }],
  };
}

/** Settle two texts. */
export function choose(card: Card, text: string): Deed {
  return {
    wishes: [{ type: "choose_text", card: card.id, text }],
    inverse: [{ type: "edit_text", card: card.id, text: card.text }],
  };
}

export function remove(card: Card): Deed {
  return {
    wishes: [{ type: "remove_card", card: card.id }],
    inverse: [{ type: "restore_card", card: card.id }],
  };
}

/** Say that a card is the same as another: it goes below it, with what lay below it itself. */
export function sameAs(card: Card, other: Card, reader: Reader): Deed | null {
  const head = headOf(other, reader) ?? other;
  if (head.id === card.id || head.zone !== card.zone) return null;
  const below = [...reader.board.linkedTo("alike", card.id)];
  return together(
    ...below.map((one) => tie("alike", one, card.id, false)),
    ...[card.id, ...below].map((one) => tie("alike", one, head.id, true)),
  );
}

export function apart(card: Card): Deed | null {
  const to = card.links.find(([kind]) => kind === "alike")?.[1];
  return to ? tie("alike", card.id, to, false) : null;
}

/** Join two candidates, or put a candidate in a combination. */
export function combine(zone: Zone, one: Card, other: Card): Deed & { card: Id } {
  const made = add(zone, { zone: zone.key }, "");
  const ties = [one, other].map((card) => tie("member", made.card, card.id, true));
  // Taking the combination away is enough: its ties go with it.
  return { ...made, wishes: [...made.wishes, ...ties.flatMap((deed) => deed.wishes)] };
}

export function join(combination: Card, candidate: Card): Deed | null {
  const known = combination.links.some(([kind, to]) => kind === "member" && to === candidate.id);
  return known ? null : tie("member", combination.id, candidate.id, true);
}

export function leave(combination: Card, candidate: Id): Deed {
  return tie("member", combination.id, candidate, false);
}

function tie(kind: "alike" | "member", card: Id, to: Id, on: boolean): Deed {
  const made: Wish = { type: "link_cards", kind, card, to };
  const undone: Wish = { type: "unlink_cards", kind, card, to };
  return on ? { wishes: [made], inverse: [undone] } : { wishes: [undone], inverse: [made] };
}

/** One dot more or less on a card; null when that cannot be. */
export function dot(board: Board, card: Card, step: 1 | -1): Deed | null {
  const now = board.votes[card.id] ?? 0;
  const dots = now + step;
  if (!mayVote(board, card) || dots < 0 || dots > 20) return null;
  if (step > 0 && (board.dotsLeft ?? 0) < 1) return null;
  return {
    wishes: [{ type: "cast_vote", card: card.id, dots }],
    inverse: [{ type: "cast_vote", card: card.id, dots: now }],
  };
}

export function mayVote(board: Board, card: Card): boolean {
  return board.session?.voting?.zones.includes(card.zone) ?? false;
}
