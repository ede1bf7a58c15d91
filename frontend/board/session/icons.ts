// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Icons of Tabler as shapes, for components that draw. */
import alert from "@tabler/icons/outline/alert-triangle.svg?raw";
import back from "@tabler/icons/outline/arrow-back-up.svg?raw";
import bubbles from "@tabler/icons/outline/chart-bubble.svg?raw";
import check from "@tabler/icons/outline/check.svg?raw";
import left from "@tabler/icons/outline/chevron-left.svg?raw";
import right from "@tabler/icons/outline/chevron-right.svg?raw";
import clock from "@tabler/icons/outline/clock.svg?raw";
import hidden from "@tabler/icons/outline/eye-off.svg?raw";
import cards from "@tabler/icons/outline/layout-columns.svg?raw";
import lock from "@tabler/icons/outline/lock.svg?raw";
import minus from "@tabler/icons/outline/minus.svg?raw";
import pencil from "@tabler/icons/outline/pencil.svg?raw";
import pause from "@tabler/icons/outline/player-pause.svg?raw";
import play from "@tabler/icons/outline/player-play.svg?raw";
import plus from "@tabler/icons/outline/plus.svg?raw";
import code from "@tabler/icons/outline/qrcode.svg?raw";
import trash from "@tabler/icons/outline/trash.svg?raw";
import people from "@tabler/icons/outline/users.svg?raw";
import offline from "@tabler/icons/outline/wifi-off.svg?raw";

const SOURCES = {
  alert,
  back,
  bubbles,
  cards,
  check,
  clock,
  code,
  hidden,
  left,
  lock,
  minus,
  offline,
  pause,
  pencil,
  people,
  play,
  plus,
  right,
  trash,
};

export type IconName = keyof typeof SOURCES;

/** The paths of an icon; Tabler draws all that we use with paths alone. */
export function paths(name: IconName): string[] {
  const drawn = [...SOURCES[name].matchAll(/<path([^>]*)>/g)].map((match) => match[1] ?? "");
  const seen = drawn.filter((attributes) => !attributes.includes('stroke="none"'));
  return seen.map((attributes) => /\sd="([^"]+)"/.exec(attributes)?.[1] ?? "");
}
