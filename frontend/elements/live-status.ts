// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-live-status>`: a calm sign that says whether what you wrote is with the server.
 *
 * Short waits are not told: only after a moment without an answer does the text change.
 */
import type { Status } from "../live/connection";
import { type Standing, standingOf } from "../live/status";
import { text } from "./texts";

const CALM = 1_500; // milliseconds

export function sentenceOf(status: Status): string {
  const parts: Record<Standing, string> = {
    saved: text("liveSaved"),
    saving: text("liveSaving"),
    waiting: `${text("liveWaiting")} (${status.waiting})`,
    offline: text("liveOffline"),
    refused: `${text("liveUnplaced")} (${status.refused})`,
    over: status.bye?.sentence || text("liveOver"),
  };
  const sentence = parts[standingOf(status)];
  return status.isDurable || !status.waiting ? sentence : `${sentence}. ${text("liveNotKept")}`;
}

export class LiveStatus extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.setAttribute("role", "status");
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  show(status: Status): void {
    clearTimeout(this.#timer);
    const standing = standingOf(status);
    const isCalm = standing === "saved" || standing === "refused" || standing === "over";
    if (isCalm) this.#say(standing, sentenceOf(status));
    else this.#timer = setTimeout(() => this.#say(standing, sentenceOf(status)), CALM);
  }

  /** Say nothing. */
  clear(): void {
    clearTimeout(this.#timer);
    this.textContent = "";
  }

  #say(standing: Standing, sentence: string): void {
    this.dataset.state = standing === "refused" || standing === "over" ? "failed" : standing;
    if (this.textContent !== sentence) this.textContent = sentence;
  }
}

customElements.define("nb-live-status", LiveStatus);
