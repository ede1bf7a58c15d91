// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The second entry: screens that scripts draw. Each comes only to the page that asks for it. */
import { startIslands } from "./board/main";

startIslands({
  drawing: () => import("./board/drawing/Drawing.svelte"),
});
