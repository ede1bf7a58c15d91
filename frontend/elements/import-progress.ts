// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-import-progress data-address="…/stand" data-state="reading">`: watches a file on its way in.
 *
 * It asks every second how far it is and draws the page anew once something else goes on. Without
 * scripts there is a link to look again.
 */

const PAUSE = 1_000; // milliseconds between two questions
const LONGEST = 15_000; // after failures it asks less often, and never gives up

export interface Standing {
  state: string;
  percent: number;
  total: number;
}

export class ImportProgress extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = PAUSE;

  connectedCallback(): void {
    this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), this.#pause);
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(this.dataset.address ?? "", {
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#show((await answer.json()) as Standing);
      this.#pause = PAUSE;
    } catch {
      this.#pause = Math.min(this.#pause * 2, LONGEST);
    }
    if (this.isConnected) this.#later();
  }

  #show(standing: Standing): void {
    if (standing.state !== this.dataset.state) {
      this.disconnectedCallback();
      window.location.reload();
      return;
    }
    const bar = this.querySelector("progress");
    if (bar) bar.value = standing.percent;
    const said = this.querySelector("[data-sentence]");
    if (said && standing.total) said.textContent = `${standing.percent}%`;
  }
}

customElements.define("nb-import-progress", ImportProgress);
