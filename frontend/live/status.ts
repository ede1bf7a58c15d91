// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** How it is with what someone wrote, as one word for screens: see `<nb-live-status>`. */
import type { Status } from "./connection";

export type Standing = "saved" | "saving" | "waiting" | "refused" | "offline" | "over";

export function standingOf(status: Status): Standing {
  if (status.bye && status.bye.code !== "denied") return "over";
  if (status.refused) return "refused";
  if (!status.isConnected) return status.waiting ? "waiting" : "offline";
  return status.waiting ? "saving" : "saved";
}
