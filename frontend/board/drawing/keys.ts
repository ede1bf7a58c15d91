// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Which key does what in the drawing: one list for the keyboard and for the help. Pure. */
import type { Direction } from "./geometry";
import type { TextKey } from "./texts";
import { ARROWS } from "./walk";

export type Command =
  | { do: "walk"; direction: Direction }
  | { do: "zoom"; factor: number }
  | { do: "zone"; step: 1 | -1 }
  | { do: "dot"; step: 1 | -1 }
  | { do: Plain };
type Plain =
  | "write"
  | "lift"
  | "menu"
  | "move"
  | "add"
  | "remove"
  | "undo"
  | "all"
  | "card"
  | "help"
  | "stop";

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const ZOOM = 1.4;

const PLAIN: Record<string, Command> = {
  Enter: { do: "write" },
  " ": { do: "lift" },
  ".": { do: "menu" },
  ContextMenu: { do: "menu" },
  m: { do: "move" },
  n: { do: "add" },
  Delete: { do: "remove" },
  Backspace: { do: "remove" },
  u: { do: "undo" },
  "0": { do: "all" },
  f: { do: "card" },
  "?": { do: "help" },
  Escape: { do: "stop" },
  "+": { do: "zoom", factor: ZOOM },
  "=": { do: "zoom", factor: ZOOM },
  "-": { do: "zoom", factor: 1 / ZOOM },
  PageDown: { do: "zone", step: 1 },
  PageUp: { do: "zone", step: -1 },
  s: { do: "dot", step: 1 },
  S: { do: "dot", step: -1 },
};

export function commandOf(press: Press): Command | null {
  const direction = ARROWS[press.key];
  if (press.ctrlKey || press.metaKey) {
    return press.key.toLowerCase() === "z" && !press.shiftKey ? { do: "undo" } : null;
  }
  if (press.altKey) return null;
  if (press.shiftKey && press.key === "F10") return { do: "menu" };
  if (direction) return { do: "walk", direction };
  return PLAIN[press.key] ?? PLAIN[press.key.toLowerCase()] ?? null;
}

/** For the help: keys as they stand on a keyboard, and what they do. */
export const HELP: [string, TextKey][] = [
  ["← → ↑ ↓", "keyWalk"],
  ["Page Up / Page Down", "keyStep"],
  ["Enter", "keyEdit"],
  ["Spatie / Space", "keyLift"],
  [". / Menu", "keyMenu"],
  ["M", "keyMove"],
  ["N", "keyNew"],
  ["Delete", "keyDelete"],
  ["S", "keyDot"],
  ["Ctrl Z / U", "keyUndo"],
  ["+ / −", "keyZoom"],
  ["0", "keyFit"],
  ["Escape", "keyEscape"],
  ["?", "keyHelp"],
];
