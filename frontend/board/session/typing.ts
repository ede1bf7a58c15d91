// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Tells others that someone is typing, and that they stopped; not more often than needed. */
import type { Here } from "../../live/protocol";

const AGAIN = 4_000; // milliseconds
const QUIET = 6_000;

export interface TypingSign {
  typed(where: { card: string | null; zone: string | null }): void;
  stop(): void;
}

export function typingSign(send: (here: Here) => void, now = () => performance.now()): TypingSign {
  let last = Number.NEGATIVE_INFINITY;
  let place: Here | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(quiet);
    if (place) send({ ...place, typing: false });
    place = null;
    last = Number.NEGATIVE_INFINITY;
  };
  return {
    stop,
    typed(where) {
      clearTimeout(quiet);
      quiet = setTimeout(stop, QUIET);
      const moved = place?.card !== where.card || place?.zone !== where.zone;
      if (!moved && now() - last < AGAIN) return;
      place = { ...where, typing: true };
      last = now();
      send(place);
    },
  };
}
