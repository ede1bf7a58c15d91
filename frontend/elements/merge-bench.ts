// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-merge-bench>` around the pair to decide about: the next pair is there at once, and Z, A, L, U
 * and the arrows do what the buttons do.
 *
 * One request per decision. Its answer brings what was decided, how many are left, and the pair
 * after the one that is shown by then. A decision that did not arrive comes back on the screen with
 * a sentence. Without scripts every button is a form.
 */
import { text } from "./texts";

const BUTTONS: Record<string, string> = {
  z: '[data-now] [value="zelfde"]',
  a: '[data-now] [value="apart"]',
  l: '[data-now] [value="later"]',
  u: "[data-undo] button",
};
const STEPS: Record<string, number> = { ArrowLeft: 0, ArrowRight: 1 };
const KEYS = "nb-bench-keys";

/** The parts of an answer: HTML that our own server made. `now` is null when all is as shown. */
interface Parts {
  said: string;
  left: string;
  now: string | null;
  next: string | null;
}

function nodesOf(html: string): Node[] {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...document.importNode(template.content, true).childNodes];
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.matches) return false;
  return element.matches("textarea, select, input:not([type=radio]), [contenteditable]");
}

export class MergeBench extends HTMLElement {
  #next: Node[] | null = null;
  #isBusy = false;
  #keys = true;

  connectedCallback(): void {
    const template = this.querySelector<HTMLTemplateElement>("template[data-next]");
    this.#next = template && [...document.importNode(template.content, true).childNodes];
    this.addEventListener("submit", this.#submit);
    document.addEventListener("keydown", this.#press);
    this.#offerKeys();
  }

  disconnectedCallback(): void {
    this.removeEventListener("submit", this.#submit);
    document.removeEventListener("keydown", this.#press);
  }

  get #now(): HTMLElement {
    return this.querySelector("[data-now]") as HTMLElement;
  }

  /** Whoever dictates or leans on a key can put the keys off; this device remembers it. */
  #offerKeys(): void {
    this.#keys = localStorage.getItem(KEYS) !== "off";
    const label = document.createElement("label");
    label.className = "nb-check nb-bench-keys";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = this.#keys;
    box.addEventListener("change", () => {
      this.#keys = box.checked;
      localStorage.setItem(KEYS, box.checked ? "on" : "off");
      this.toggleAttribute("data-keys", box.checked);
    });
    label.append(box, text("benchKeys"));
    this.append(label);
    this.toggleAttribute("data-keys", this.#keys);
  }

  #press = (event: KeyboardEvent): void => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat);
    if (!this.#keys || !isPlain || isTyping(event.target)) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      const names = this.#now.querySelectorAll<HTMLInputElement>("input[name=houd]");
      const name = names[step];
      if (!name) return;
      event.preventDefault();
      name.checked = true;
      name.focus();
      return;
    }
    const button = this.querySelector<HTMLButtonElement>(
      BUTTONS[event.key.toLowerCase()] ?? "none",
    );
    if (!button) return;
    event.preventDefault();
    if (!this.#isBusy) button.form?.requestSubmit(button);
  };

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.#isBusy) return;
    const form = event.target as HTMLFormElement;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) {
      body.append(name, String(value));
    }
    void this.#send(form, body);
  };

  async #send(form: HTMLFormElement, body: URLSearchParams): Promise<void> {
    this.#isBusy = true;
    const before = [...this.#now.childNodes];
    const isForward = form.hasAttribute("data-decide");
    if (isForward && this.#next) this.#show(this.#next);
    if (isForward) body.append("volgende", this.#mark());
    this.#now.toggleAttribute("data-waiting", !(isForward && this.#next));
    try {
      const headers = { "X-NB-Fragment": "bench" };
      const answer = await fetch(form.action, { method: "POST", body, headers });
      const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (!isOurs) throw new Error(String(answer.status));
      this.#take((await answer.json()) as Parts);
    } catch {
      this.#show(before);
      this.#say(text("benchFailed"));
    }
    this.#now.removeAttribute("data-waiting");
    this.#isBusy = false;
  }

  #take(parts: Parts): void {
    if (parts.now !== null) this.#show(nodesOf(parts.now));
    this.#next = parts.next === null ? null : nodesOf(parts.next);
    this.querySelector("[data-said]")?.replaceChildren(...nodesOf(parts.said));
    const left = document.querySelector("[data-left]");
    if (left) left.textContent = parts.left;
  }

  #say(sentence: string): void {
    const said = document.createElement("p");
    said.className = "nb-message nb-message--error";
    said.textContent = sentence;
    this.querySelector("[data-said]")?.replaceChildren(said);
  }

  #mark(): string {
    return this.querySelector<HTMLElement>("[data-now] [data-mark]")?.dataset.mark ?? "";
  }

  /** The focus goes to the new pair, so that Tab and a screen reader go on from there. */
  #show(nodes: Node[]): void {
    const hadFocus = this.contains(document.activeElement);
    this.#now.replaceChildren(...nodes);
    const first = this.#now.querySelector<HTMLElement>("input[name=houd]:checked, [tabindex], a");
    if (hadFocus || document.activeElement === document.body) {
      first?.focus({ preventScroll: true });
    }
  }
}

customElements.define("nb-merge-bench", MergeBench);
