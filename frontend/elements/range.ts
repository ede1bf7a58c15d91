// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-range>` around a slider with a list of steps: says the step in words, not as a number.
 *
 * The server wrote the words of the first step; without scripts they stay as they are.
 */
export class RangeInWords extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("input", this.#tell);
    this.#tell();
  }

  disconnectedCallback(): void {
    this.removeEventListener("input", this.#tell);
  }

  #tell = (): void => {
    const slider = this.querySelector<HTMLInputElement>('input[type="range"]');
    const step = [...this.querySelectorAll("option")].find((one) => one.value === slider?.value);
    if (slider && step) slider.setAttribute("aria-valuetext", step.getAttribute("label") ?? "");
  };
}

customElements.define("nb-range", RangeInWords);
