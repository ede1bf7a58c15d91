// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-copy>` around a field, or with `for="<id>"` beside it: a button that copies its text.
 *
 * The button is there only when scripts run; without them people select and copy. A button of
 * your own, with `hidden`, is used when there is one.
 */
import { announcer, button } from "./parts";
import { text } from "./texts";

export function copiedText(source: Element | null): string {
  if (!source) return "";
  return "value" in source ? String(source.value) : (source.textContent?.trim() ?? "");
}

export class Copy extends HTMLElement {
  readonly #said = announcer("nb-saved");

  connectedCallback(): void {
    if (this.contains(this.#said)) return;
    const pressed = this.querySelector("button") ?? button(text("copy"));
    pressed.hidden = false;
    pressed.type = "button";
    pressed.addEventListener("click", () => void this.#copy());
    if (!this.contains(pressed)) this.append(pressed);
    this.append(this.#said);
  }

  async #copy(): Promise<void> {
    const named = this.getAttribute("for");
    const source = named ? document.getElementById(named) : this.querySelector("input, textarea");
    try {
      await navigator.clipboard.writeText(copiedText(source));
      this.#said.textContent = text("copied");
    } catch {
      // No clipboard on plain http: select it, so that one key press is enough.
      if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) {
        source.focus();
        source.select();
      }
      this.#said.textContent = text("copyFailed");
    }
  }
}

customElements.define("nb-copy", Copy);
