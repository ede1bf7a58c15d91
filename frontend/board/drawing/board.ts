// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What the drawn view reads of a board and does to it: a part of live/store.ts. */
import type { Store } from "../../live/store";

export type Board = Pick<
  Store,
  | "session"
  | "me"
  | "votes"
  | "dotsLeft"
  | "card"
  | "cardsIn"
  | "childrenOf"
  | "linkedTo"
  | "isMine"
  | "isPending"
  | "do"
>;
