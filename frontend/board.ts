// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The second entry: screens that scripts draw. Each comes only to the page that asks for it. */
import { startIslands } from "./board/main";

startIslands({
  console: () => import("./board/session/Console.svelte"),
  drawing: () => import("./board/drawing/Drawing.svelte"),
  participant: () => import("./board/session/Participant.svelte"),
  screen: () => import("./board/session/Screen.svelte"),
  waiting: () => import("./board/session/Waiting.svelte"),
});
