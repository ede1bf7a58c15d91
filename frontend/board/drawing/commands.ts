// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What the keys do in the drawn view: walking, zooming, carrying a card, and opening its tools. */
import type { Card } from "../../live/protocol";
import { startOf, stepped } from "./carry";
import type { Desk } from "./desk.svelte";
import { type Direction, grown } from "./geometry";
import type { Command } from "./keys";
import type { Stage } from "./stage";
import { say } from "./texts";

export function run(desk: Desk, stage: Stage, command: Command): boolean {
  const card = desk.chosen;
  switch (command.do) {
    case "walk":
      if (desk.carried) carryOn(desk, stage, command.direction);
      else stage.walk(command.direction);
      return true;
    case "zoom":
      stage.zoomBy(command.factor);
      return true;
    case "zone":
      toZone(desk, stage, command.step);
      return true;
    case "all":
      stage.fitAll();
      return true;
    case "card":
      if (stage.slot) stage.fit(grown(stage.slot.box, 320), 1);
      return true;
    case "lift":
      if (desk.carried) putDown(desk, stage);
      else pickUp(desk, stage);
      return true;
    case "stop":
      return stop(desk, stage);
    case "undo":
      desk.undo();
      return true;
    case "help":
      desk.panel = "help";
      return true;
    case "add": {
      const area = desk.areaHere();
      if (area) desk.writeIn(area);
      return true;
    }
    default:
      if (desk.carried && command.do === "write") putDown(desk, stage);
      else if (card) onCard(desk, command, card);
      return card !== null;
  }
}

function onCard(desk: Desk, command: Command, card: Card): void {
  if (command.do === "write") desk.write(card);
  else if (command.do === "dot") desk.dot(card, command.step);
  else if (command.do === "remove") desk.remove(card);
  else if (command.do === "menu" || command.do === "move") desk.panel = command.do;
}

/** The first card of the next zone that has one. */
function toZone(desk: Desk, stage: Stage, step: 1 | -1): void {
  const zones = desk.plan.sheets.flatMap((sheet) => sheet.zones);
  const slot = desk.plan.slots.get(desk.chosenKey ?? "");
  const now = zones.findIndex((zone) => zone.zone.key === slot?.zone);
  const filled = zones.map(
    (zone) => zone.areas.flatMap((a) => a.slots)[0] ?? zone.diagram?.slots[0],
  );
  for (let at = now + step; at >= 0 && at < zones.length; at += step) {
    const first = filled[at];
    if (first) {
      stage.focus(first.key);
      return;
    }
  }
}

function pickUp(desk: Desk, stage: Stage): void {
  const slot = desk.plan.slots.get(desk.chosenKey ?? "");
  const drop = slot && desk.mayLift(slot) ? startOf(desk.plan, slot) : null;
  const card = slot && desk.store.card(slot.card);
  if (!slot || !drop || !card) return;
  desk.carried = { slot, drop };
  stage.revealDrop(drop);
  desk.tell(say("carried", desk.name(card)));
}

function carryOn(desk: Desk, stage: Stage, direction: Direction): void {
  const card = desk.carried && desk.store.card(desk.carried.slot.card);
  if (!desk.carried || !card) return;
  const drop = stepped(desk.plan, card, desk.carried.drop, direction);
  desk.carried = { ...desk.carried, drop };
  stage.revealDrop(drop);
  if (drop.kind === "place") {
    const count = drop.area.slots.length + 1;
    desk.tell(say("area", desk.areaName(drop.area), drop.index + 1, count));
  } else if (drop.kind === "bubble") {
    desk.tell(`${drop.bubble.name}, ${desk.config.halves[drop.half]}`);
  }
}

function putDown(desk: Desk, stage: Stage): void {
  const carried = desk.carried;
  desk.carried = null;
  stage.showDrop(null);
  if (carried) desk.dropped(carried.slot, carried.drop);
  desk.refocus();
}

function stop(desk: Desk, stage: Stage): boolean {
  if (desk.carried) {
    const card = desk.store.card(desk.carried.slot.card);
    desk.carried = null;
    stage.showDrop(null);
    if (card) desk.tell(say("carryStopped", desk.name(card)));
    return true;
  }
  if (stage.isDragging) {
    stage.stopDrag();
    return true;
  }
  const wasOpen = desk.panel !== null;
  desk.panel = null;
  return wasOpen;
}
