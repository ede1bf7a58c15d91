// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-copy for="<id>">` with a hidden button inside: copies a field or a text to the clipboard.
 *
 * The button shows itself only when scripts run; without them people select and copy.
 */
import { announcer } from "./parts";
import { text } from "./texts";

export function copiedText(source: Element | null): string {
  if (!source) return "";
  return "value" in source ? String(source.value) : (source.textContent?.trim() ?? "");
}

export class Copy extends HTMLElement {
  readonly #said = announcer("nb-saved");

  connectedCallback(): void {
    const pressed = this.querySelector("button");
    if (!pressed || this.contains(this.#said)) return;
    pressed.hidden = false;
    pressed.type = "button";
    pressed.addEventListener("click", () => void this.#copy());
    this.append(this.#said);
  }

  async #copy(): Promise<void> {
    const source = document.getElementById(this.getAttribute("for") ?? "");
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
