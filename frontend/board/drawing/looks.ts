// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What a card looks like in the drawing, and what is said of it to who does not see. */
import type { Slot } from "./arrange";
import type { Actor } from "./config";
import type { Desk } from "./desk.svelte";
import type { Look } from "./faces";
import { ACTOR } from "./palette";
import type { Ink } from "./stage";
import { say } from "./texts";

export function lookOf(desk: Desk, slot: Slot): Look {
  const card = desk.store.card(slot.card);
  if (!card) return EMPTY;
  const content = desk.reader.content(card);
  const actor = slot.shape === "actor" ? desk.actorOf(card.id) : null;
  if (actor) content.sector = actor.sector || content.sector;
  return {
    content,
    spoken: `${desk.reader.spoken(card)}. ${whereabouts(desk, slot, actor)}`,
    actor,
    isWriting: desk.store.people.some((one) => one.typing === card.id),
  };
}

/** For marks: cheaper than a whole look. */
export function inkOf(desk: Desk, slot: Slot): Ink {
  const actor = slot.shape === "actor" ? desk.actorOf(slot.card) : null;
  if (slot.shape === "actor") return { sector: ACTOR, isFilled: actor?.half === "culture" };
  const card = desk.store.card(slot.card);
  return { sector: card ? desk.reader.sector(card) : "", isFilled: false };
}

function whereabouts(desk: Desk, slot: Slot, actor: Actor | null): string {
  if (slot.shape === "actor") {
    const bubble = desk.diagram?.bubbles.find((one) => one.key === actor?.bubble);
    return bubble && actor ? `${bubble.name}, ${desk.config.halves[actor.half]}` : "";
  }
  const area = desk.plan.areas.get(slot.area);
  if (!area || slot.shape === "wide") return "";
  return say("area", desk.areaName(area), slot.index + 1, area.slots.length);
}

const EMPTY: Look = {
  content: {
    kind: "",
    name: "",
    note: "",
    sector: "",
    isPrivate: false,
    isChosen: false,
    isDoubled: false,
    pile: 0,
    votes: null,
    dots: 0,
    isPending: false,
  },
  spoken: "",
  actor: null,
  isWriting: false,
};
