// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Opens the board of a session for one of its screens. */
import "../../styles/session-screens.css";
import { openBoard } from "../../live/open";
import type { SessionConfig } from "./config";
import { Room } from "./room.svelte";

export async function openRoom(config: SessionConfig, screen = false): Promise<Room> {
  const base = `/borden/${config.board}`;
  const addresses = {
    toegang: `${base}/toegang`,
    stand: `${base}/stand`,
    operaties: `${base}/operaties`,
  };
  const { board, participant: me } = config;
  const opened = await openBoard({ board, me, addresses, screen, method: { steps: config.steps } });
  return new Room(opened.store, opened.connection);
}

/** Lets the page give all its room to the screen; see session-screens.css. */
export function takePage(screen: "participant" | "screen" | "console"): void {
  document.body.classList.add("nb-live", `nb-live--${screen}`);
  if (screen !== "participant") return;
  // The keyboard of a phone takes room from the page instead of lying over the button.
  const viewport = document.querySelector<HTMLMetaElement>('meta[name="viewport"]');
  if (viewport && !viewport.content.includes("interactive-widget")) {
    viewport.content += ", interactive-widget=resizes-content";
  }
}
