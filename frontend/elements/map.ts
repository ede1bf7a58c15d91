// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-map>` around a drawn map: a map to slide and zoom takes its place once it is there.
 *
 * The library for it is large, so it comes only here, and on a saving connection only when asked.
 * `data-points` is where the points are, `data-outlines` where the municipalities are.
 */
import { button } from "./parts";
import { text } from "./texts";

type Saving = { connection?: { saveData?: boolean } };

export class SlidingMap extends HTMLElement {
  #hasBegun = false;

  connectedCallback(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    if (!(navigator as Saving).connection?.saveData) void this.open();
    else this.prepend(this.#ask());
  }

  #ask(): HTMLButtonElement {
    const made = button(text("mapOpen"));
    made.addEventListener("click", () => {
      made.remove();
      void this.open();
    });
    return made;
  }

  /** Without the library, the graphics or the points the drawn map stays. */
  async open(): Promise<void> {
    try {
      const { open } = await import("../map/open");
      await open(this, this.dataset.points ?? "", this.dataset.outlines ?? "");
      this.dataset.state = "open";
    } catch (error) {
      this.dataset.state = "drawn";
      console.info("The drawn map stays.", error);
    }
  }
}

customElements.define("nb-map", SlidingMap);
