// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Where someone is in the method: led by the facilitator, or free to choose. */
import type { Me, Session } from "../../live/protocol";
import type { SessionConfig, Step, Zone } from "./config";

/** Kinds of zone that one can fill in on this screen; others open the ordinary page. */
export const HERE = new Set(["text", "choice", "cards", "columns", "actions", "candidates"]);
/** Of those, the kinds whose cards are laid one by one. */
export const LAID = new Set(["cards", "columns", "actions"]);

/** The step to show: where all are led, else the chosen one, else the first. */
export function stepAt(
  config: SessionConfig,
  session: Session | null,
  chosen: string,
): Step | undefined {
  const find = (slug: string) => config.steps.find((step) => step.slug === slug);
  return find(session?.step ?? "") ?? find(chosen) ?? config.steps[0];
}

/** Zones to walk through one by one: those that can be filled in here, or else all. */
export function zonesAt(step: Step): Zone[] {
  const here = step.zones.filter((zone) => HERE.has(zone.kind));
  return here.length ? here : step.zones;
}

/** The other zones of a step, for who wants to see them on the ordinary page. */
export function otherZones(step: Step): Zone[] {
  const here = zonesAt(step);
  return step.zones.filter((zone) => !here.includes(zone));
}

/** The zone to show: the one looked at before, else the first that can be filled in here. */
export function zoneAt(step: Step, chosen: string): Zone | undefined {
  const zones = zonesAt(step);
  return (
    zones.find((zone) => zone.key === chosen) ??
    zones.find((zone) => LAID.has(zone.kind)) ??
    zones[0]
  );
}

/** A seat in a round, as it was told and seen. */
export interface Seating {
  round: number;
  table: number;
}

export interface Move extends Seating {
  /** They sit there already, from the round before. */
  isSame: boolean;
}

/** Where someone has to go now; null when they sit there, or when there are no rounds. */
export function moveTo(me: Me | null, session: Session | null, seen: Seating | null): Move | null {
  const round = session?.state === "live" ? session.round : null;
  if (!me || round === null || me.table === null || me.role === "editor") return null;
  if (seen?.round === round && seen.table === me.table) return null;
  return { round, table: me.table, isSame: seen?.table === me.table };
}

/** Whether everyone writes elsewhere now: on the common board, or on the worksheets again. */
export function isElsewhere(isWorksheet: boolean, me: Me | null, session: Session | null): boolean {
  if (!me || me.role === "editor" || session?.state !== "live") return false;
  return isWorksheet === (session.sheets === "plenary");
}

/** Whether someone may write now; null when so, else why not. */
export function stopped(
  me: Me | null,
  session: Session | null,
): "closed" | "paused" | "reading" | null {
  if (session && session.state !== "live") return "closed";
  if (me?.role === "editor") return null;
  if (session?.paused) return "paused";
  return session?.readOnly || me?.role === "reader" ? "reading" : null;
}
