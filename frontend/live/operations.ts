// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The commands that change a board, as in netwerkbouwer/boards/operations.py. Server and client
 * share the samples in tests/boards/operations/.
 */

/** 22 url-safe characters: 128 random bits. */
export type Id = string;
export type LinkKind = "member" | "source" | "alike";
export type Fields = Record<string, unknown>;

export interface Bodies {
  add_card: {
    card: Id;
    zone: string;
    card_type: string;
    parent?: Id | null;
    position?: string | null;
    text?: string;
    fields?: Fields;
    private?: boolean | null;
    table?: number | null;
  };
  /** `based_on` is the revision the writer was looking at; the store fills it in. */
  edit_text: { card: Id; text: string; based_on: number };
  choose_text: { card: Id; text: string };
  /** A field set to null goes back to empty. */
  set_fields: { card: Id; fields: Fields };
  set_private: { card: Id; private: boolean };
  move_card: { card: Id; position?: string | null; zone?: string | null; parent?: Id | null };
  remove_card: { card: Id };
  restore_card: { card: Id };
  link_cards: { kind: LinkKind; card: Id; to: Id };
  unlink_cards: { kind: LinkKind; card: Id; to: Id };
  /** My dots on a card, 0 to 20: not added to what lies there. */
  cast_vote: { card: Id; dots: number };
  /** Take all dots of one participant off the board. */
  clear_votes: { of: number };
  set_board: { title?: string | null; variant?: "vl" | "nl" | null };
}

export type Kind = keyof Bodies;
export type OperationOf<K extends Kind> = { op_id: Id; type: K } & Bodies[K];
export type Operation = { [K in Kind]: OperationOf<K> }[Kind];

/** What a screen asks: an operation without its name; the store adds that and `based_on`. */
export type Wish = {
  [K in Kind]: { type: K } & (K extends "edit_text"
    ? { card: Id; text: string; based_on?: number }
    : Bodies[K]);
}[Kind];

/** A name for one change or one card: 128 random bits, so that sending twice counts once. */
export function newId(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The card an operation changes, if it changes one by its own. */
export function cardOf(op: Operation | Wish): Id | null {
  return "card" in op ? op.card : null;
}

/** Whether someone's own words are in it: these are never thrown away. */
export function holdsWords(op: Operation): boolean {
  if (op.type === "add_card") return true;
  if (op.type === "edit_text" || op.type === "choose_text") return op.text !== "";
  if (op.type === "set_board") return Boolean(op.title);
  return (
    op.type === "set_fields" &&
    Object.values(op.fields).some((value) => typeof value === "string" && value !== "")
  );
}
