// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What stands under a card besides its text: who said it, from where; in words. */
import type { Card } from "../../live/protocol";
import type { Field, Zone } from "./config";

const CODE = /^(?:GM)?\d{4,5}$/;

function words(field: Field, value: unknown, places: Readonly<Record<string, string>>): string {
  if (typeof value !== "string") return "";
  if (field.kind === "choice") return field.choices.find(({ key }) => key === value)?.label ?? "";
  if (field.kind !== "municipality") return value;
  return places[value] ?? (CODE.test(value) ? "" : value);
}

export function factsOf(card: Card, zone: Zone, places: Readonly<Record<string, string>>): string {
  const shown = zone.fields.map((field) => words(field, card.fields[field.key], places));
  return shown.filter(Boolean).join(", ");
}
