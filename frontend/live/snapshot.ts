// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import type { Id } from "./operations";
import type { Card, Me, Session } from "./protocol";
import type { Board } from "./replica";

/** What is kept to open the board without a network. Never holds contact persons. */
export interface Snapshot {
  rev: number;
  sight: string;
  /** Something was left out: catching up from `rev` is not enough. */
  isPartial: boolean;
  cards: Card[];
  me: Me;
  mine: Id[];
  votes: Record<Id, number>;
  board: Board;
  session: Session | null;
}

/** Contact persons stay on the server: a device may be lent or lost. */
export function withoutContact(card: Card): Card {
  if (card.fields.contact_person === undefined) return card;
  const { contact_person: _, ...fields } = card.fields;
  return { ...card, fields };
}
