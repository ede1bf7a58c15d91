// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What an operation does to its card: the twin of netwerkbouwer/boards/state.py, pure.
 *
 * The server decides; this shows the change until its answer is there. With the server's outcome
 * the result is the server's; without it, it is a guess (`guessed`). An operation changes one card
 * only: links are kept on the card they start from. What does not fit changes nothing, as the
 * server will refuse it.
 */
import type { Id, Operation } from "./operations";
import { after } from "./positions";
import type { Card, Outcome } from "./protocol";

/** A card, and whether it still lies on the board: a removed one can come back. */
export interface Lying {
  card: Card | null;
  isRemoved: boolean;
}

/** What a guess needs to know of the board around the card. */
export interface Around {
  card(id: Id): Card | undefined;
  lastPosition(zone: string): string;
  /** Whether new cards of this type start private in this zone; as the method says. */
  startsPrivate(zone: string, type: string): boolean;
}

const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/** Text as the server will store it: see netwerkbouwer/common/texts.py:clean. */
export function cleaned(text: string): string {
  const lines = text.replace(/\r\n|\r|\u2028|\u2029/g, "\n").replace(/\p{Cs}/gu, "?");
  return lines.replace(CONTROL, "").replace(INVISIBLE, "").normalize("NFC");
}

/** What the server will probably make of it. */
export function guessed(op: Operation, around: Around): Outcome {
  switch (op.type) {
    case "add_card":
      return {
        position: op.position || after(around.lastPosition(op.zone)),
        private: op.private ?? around.startsPrivate(op.zone, op.card_type),
      };
    case "move_card": {
      const zone = op.zone ?? around.card(op.card)?.zone ?? "";
      return { position: op.position || after(around.lastPosition(zone)) };
    }
    default:
      return {};
  }
}

function added(op: Operation & { type: "add_card" }, outcome: Outcome): Card {
  const filled = Object.entries(op.fields ?? {}).filter(([, value]) => !isEmpty(value));
  return {
    id: op.card,
    zone: op.zone,
    type: op.card_type,
    parent: op.parent ?? null,
    position: outcome.position ?? op.position ?? after(""),
    text: cleaned(op.text ?? ""),
    other_text: "",
    fields: Object.fromEntries(filled),
    private: outcome.private ?? op.private ?? false,
    rev: 0,
    table: outcome.table ?? op.table ?? null,
    round: outcome.round ?? null,
    links: [],
    votes: null,
    by: null,
  };
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}

function withFields(card: Card, given: Record<string, unknown>): Card {
  const merged = Object.entries({ ...card.fields, ...given });
  return { ...card, fields: Object.fromEntries(merged.filter(([, value]) => !isEmpty(value))) };
}

function moved(card: Card, op: Operation & { type: "move_card" }, outcome: Outcome): Card {
  return {
    ...card,
    zone: outcome.zone ?? op.zone ?? card.zone,
    parent: outcome.parent !== undefined ? outcome.parent : (op.parent ?? card.parent),
    position: outcome.position ?? op.position ?? card.position,
  };
}

function linked(card: Card, op: Operation & { type: "link_cards" | "unlink_cards" }): Card {
  const others = card.links.filter(([kind, to]) => kind !== op.kind || to !== op.to);
  if (op.type === "unlink_cards") {
    return others.length === card.links.length ? card : { ...card, links: others };
  }
  if (others.length !== card.links.length || op.to === card.id) return card;
  const links = [...others, [op.kind, op.to] as Card["links"][number]];
  return { ...card, links: links.sort((a, b) => (a.join(" ") < b.join(" ") ? -1 : 1)) };
}

function changed(card: Card, op: Operation, outcome: Outcome): Card {
  switch (op.type) {
    case "edit_text":
      return {
        ...card,
        text: outcome.text ?? cleaned(op.text),
        other_text: outcome.other_text ?? card.other_text,
      };
    case "choose_text":
      return { ...card, text: outcome.text ?? cleaned(op.text), other_text: "" };
    case "set_fields":
      return withFields(card, outcome.fields ?? op.fields);
    case "set_private":
      return { ...card, private: outcome.private ?? op.private };
    case "move_card":
      return moved(card, op, outcome);
    case "link_cards":
    case "unlink_cards":
      return linked(card, op);
    default:
      return card;
  }
}

/** The card after the operation. Cards are never changed in place. */
export function perform(lying: Lying, op: Operation, outcome: Outcome): Lying {
  if (op.type === "add_card") {
    return lying.card ? lying : { card: added(op, outcome), isRemoved: false };
  }
  if (!lying.card) return lying;
  if (op.type === "remove_card") return { ...lying, isRemoved: true };
  if (op.type === "restore_card") return { ...lying, isRemoved: false };
  return { ...lying, card: changed(lying.card, op, outcome) };
}
