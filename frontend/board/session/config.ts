// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What the pages of a session get from the server, in `json_script "nb-config"`. One form for all
 * three screens; what moves while the session runs comes over the live connection instead.
 *
 * Pages put `<div data-island="participant|screen|console">` where the island may stand, with the
 * page without scripts in it. On the console page every part that scripts may fetch again stands in
 * an element with an id and `data-live-part`, and every form that may be sent without leaving the
 * page has `data-live-form`: see refresh.ts.
 */
import type { Id } from "../../live/operations";

export interface Line {
  key: string;
  label: string;
}

export interface Column extends Line {
  prompt: string;
}

export interface Theme extends Column {
  /** Those of the theme, or of the zone when the theme has none of its own. */
  columns: Column[];
}

/** An extra field of the cards in a zone: methods/template.py:FieldSpec. */
export interface Field extends Line {
  kind: "line" | "long" | "date" | "year" | "choice" | "choices" | "municipality";
  help: string;
  choices: Line[];
  /** Zones whose cards are the choices. */
  cardsFrom: string[];
}

export interface Zone {
  key: string;
  kind: string;
  title: string;
  prompt: string;
  help: string;
  examples: string[];
  /** The types of card it holds, the usual one first: boards/cards.py:card_types. */
  cardTypes: string[];
  /** What its own types are called. */
  types: Line[];
  /** Types of card that start private. */
  privateTypes: string[];
  choices: Line[];
  /** For `choice`: more than one answer. */
  many: boolean;
  themes: Theme[];
  /** Those asked on this board (`variant`). */
  fields: Field[];
  /** Zones this one starts from or shows. */
  source: string[];
  /** Holds nothing itself. */
  isView: boolean;
}

export interface Step {
  slug: string;
  title: string;
  ask: string;
  explain: string;
  example: string;
  /** The ordinary page of this step, on the board of this person. */
  address: string;
  zones: Zone[];
}

export interface Seat {
  number: number;
  /** As people call it: 'Tafel 3' or its own name. */
  name: string;
}

export interface SessionConfig {
  session: Id;
  /** Title of the session. */
  title: string;
  /** The board this person works on: the own worksheet, or the main board. */
  board: Id;
  /** Whether that is the worksheet of a table: everyone there works on all of it. */
  isWorksheet: boolean;
  participant: number;
  door: string;
  method: string;
  steps: Step[];
  tables: Seat[];
  /** Names of municipalities that cards on the board mention now, by code. */
  places: Record<string, string>;
  addresses: {
    /** This page, to come back to after a move to another table. */
    here: string;
    /** Municipalities for what was typed: `?q=` → `[{code, label}]`. */
    places: string;
    /** The bubble diagram as SVG; "" when the method has none. */
    diagram: string;
    /** The QR code as SVG; "" for who may not show it. */
    qr: string;
  };
}

/** Props of each of the three islands. */
export interface Props {
  config: SessionConfig;
}

export function zonesOf(config: SessionConfig): Map<string, Zone> {
  return new Map(config.steps.flatMap((step) => step.zones).map((zone) => [zone.key, zone]));
}
