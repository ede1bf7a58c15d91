// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-sheet-entry>` around the form of a paper sheet: type on, it is saved behind you.
 *
 * Enter goes to the next field, Shift+Enter makes a new line, Ctrl+Enter gives room for one more
 * card from the same cell. Every field has a hidden twin (`w.…` for `v.…`) with what was there
 * before; a card is sent when something differs. Without scripts the form's own button saves all.
 */
import { type Control, hidden, newOperationId } from "./form-twin";
import { announcer } from "./parts";
import { text } from "./texts";

const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
const MOST_CARDS = 8;

interface Answer {
  revision?: number;
  filled?: number;
  total?: number;
  ticked?: number;
  done?: string;
  sentence?: string;
  problems?: { name: string; sentence: string }[];
}

/** The fields of a card that someone can type in, not their hidden twins. */
function controls(card: Element): Control[] {
  const found = card.querySelectorAll<Control>("input, textarea, select");
  return [...found].filter((control) => control.name.startsWith("v."));
}

/** What stands in the fields of one name, as the server writes it in the twin. */
function typedOf(card: Element, name: string): string {
  const values = controls(card)
    .filter((control) => control.name === name)
    .filter((control) => control.type !== "checkbox" || (control as HTMLInputElement).checked)
    .map((control) => control.value.trim());
  return values.filter(Boolean).join(",");
}

function twins(card: Element): HTMLInputElement[] {
  return [...card.querySelectorAll<HTMLInputElement>('input[type="hidden"][name^="w."]')];
}

function isChanged(card: Element): boolean {
  return twins(card).some((twin) => typedOf(card, `v${twin.name.slice(1)}`) !== twin.value.trim());
}

/** The number of a card within its cell, from a name such as `v.K7M4.2.text`. */
function partOf(name: string): number {
  return Number(name.split(".")[2] ?? 0);
}

export class SheetEntry extends HTMLElement {
  #form: HTMLFormElement | null = null;
  #isSending = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #last = { body: "", operation: "" };
  readonly #status = announcer("nb-saved");

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form || this.#form) return;
    this.#form = form;
    this.#bar("[data-progress]")?.after(this.#status);
    form.addEventListener("keydown", this.#key);
    form.addEventListener("change", this.#changed);
    form.addEventListener("submit", this.#submit);
    addEventListener("online", this.#changed);
    addEventListener("beforeunload", this.#leave);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#retry);
    removeEventListener("online", this.#changed);
    removeEventListener("beforeunload", this.#leave);
  }

  #bar<E extends Element>(selector: string): E | null {
    return this.parentElement?.querySelector<E>(selector) ?? null;
  }

  #cards(): Element[] {
    return [...(this.#form?.querySelectorAll("[data-card]") ?? [])];
  }

  #key = (event: KeyboardEvent): void => {
    const field = event.target as Control;
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
    if (!field.name?.startsWith("v.") || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.#another(field);
    else this.#next(field);
    void this.save();
  };

  /** Go to the next field on the paper; after the last one, to the button below. */
  #next(field: Control): void {
    const fields = this.#cards()
      .flatMap(controls)
      .filter((one) => !one.closest("details:not([open])") && !one.disabled);
    const after = fields[fields.indexOf(field) + 1];
    const target = after ?? this.#form?.querySelector<HTMLButtonElement>(".nb-actions button");
    target?.focus();
    if (target instanceof HTMLInputElement && target.type === "text") target.select();
  }

  /** Room for one more card from the same cell. */
  #another(field: Control): void {
    const cell = field.closest("[data-cell]");
    const cards = cell ? [...cell.querySelectorAll("[data-card]")] : [];
    const last = cards.at(-1);
    if (!cell || !last) return;
    const isRoom = cards.length > 1 || Boolean(last.closest("details"));
    const empty = isRoom && controls(last).every((one) => !typedOf(last, one.name));
    const card = empty ? last : copyOf(last, cards);
    if (card && card !== last) last.after(card);
    card?.closest("details")?.setAttribute("open", "");
    if (card) controls(card)[0]?.focus();
  }

  #changed = (): void => {
    clearTimeout(this.#retry);
    void this.save();
  };

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#changed();
  };

  #leave = (event: BeforeUnloadEvent): void => {
    if (this.#isSending || this.#cards().some(isChanged)) event.preventDefault();
  };

  /** Send the cards that changed; one sending at a time, the next one follows. */
  async save(): Promise<void> {
    const form = this.#form;
    const cards = this.#cards().filter(isChanged);
    if (!form || this.#isSending) return;
    if (!cards.length) return;
    const body = this.#body(form, cards);
    const sent = new Map(cards.flatMap(twins).map((twin) => [twin, this.#now(twin)]));
    this.#isSending = true;
    this.#say("waiting", text("saveWaiting"));
    let isDone = false;
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(form.action, { method: "POST", body, headers });
      isDone = await this.#answered(answer, sent);
    } catch {
      this.#failed();
    } finally {
      this.#isSending = false;
    }
    const isNew = () => this.#cards().some((card) => isChanged(card) && !cards.includes(card));
    const typedOn = [...sent].some(([twin, value]) => this.#now(twin) !== value);
    if (isDone && (typedOn || isNew())) void this.save();
  }

  #now(twin: HTMLInputElement): string {
    const card = twin.closest("[data-card]");
    return card ? typedOf(card, `v${twin.name.slice(1)}`) : "";
  }

  /** What is sent: who and where, and the changed cards; the same contents keep their name. */
  #body(form: HTMLFormElement, cards: Element[]): URLSearchParams {
    const body = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "blad", "tafel", "based_on"]) {
      body.append(name, hidden(form, name)?.value ?? "");
    }
    for (const [name, value] of new FormData(form)) {
      const isOurs = cards.some((card) => card.querySelector(`[name="${CSS.escape(name)}"]`));
      if (isOurs && typeof value === "string") body.append(name, value);
    }
    const contents = body.toString();
    if (this.#last.body !== contents) {
      this.#last = { body: contents, operation: newOperationId() };
    }
    body.append("op_id", this.#last.operation);
    return body;
  }

  /** Whether what was sent is settled: on the board, or refused with a sentence. */
  async #answered(answer: Response, sent: Map<HTMLInputElement, string>): Promise<boolean> {
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    const told = isJson ? ((await answer.json()) as Answer) : {};
    if (!isJson || answer.status >= 500) {
      this.#failed();
      return false;
    }
    this.#attempt = 0;
    const wrong = new Set((told.problems ?? []).map((problem) => spotOf(problem.name)));
    for (const [twin, value] of sent) if (!wrong.has(spotOf(twin.name))) this.#settle(twin, value);
    this.#show(told);
    this.#tell(told.problems ?? []);
    if (wrong.size) this.#say("failed", text("saveRefused"));
    else this.#say("saved", text("saved"));
    return !wrong.size;
  }

  #settle(twin: HTMLInputElement, value: string): void {
    twin.value = value;
    const cell = twin.closest("[data-cell]");
    const isFilled = [...(cell?.querySelectorAll('input[name^="w."]') ?? [])].some(
      (one) =>
        (one as HTMLInputElement).value !== "" && !one.getAttribute("name")?.endsWith(".type"),
    );
    cell?.classList.toggle("nb-entry--filled", isFilled);
  }

  #show(told: Answer): void {
    const base = this.#form && hidden(this.#form, "based_on");
    if (base && told.revision) base.value = String(told.revision);
    const progress = this.#bar("[data-progress]");
    const words = told.total ? this.dataset.cells : this.dataset.ticks;
    if (progress && words) {
      const count = String(told.total ? told.filled : told.ticked);
      progress.textContent = words.replace("{n}", count).replace("{total}", String(told.total));
    }
    const undo = this.#bar<HTMLFormElement>("[data-undo]");
    const [first, last] = (told.done ?? "").split("-");
    if (!undo || !first || !last) return;
    undo.hidden = false;
    for (const [name, value] of [
      ["revision", first],
      ["until", last],
    ] as const) {
      const input = hidden(undo, name);
      if (input) input.value = value;
    }
    const said = undo.querySelector("[data-said]");
    if (said) said.textContent = "";
  }

  #tell(problems: { name: string; sentence: string }[]): void {
    for (const old of this.querySelectorAll(".nb-field__error")) old.remove();
    for (const old of this.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
    for (const { name, sentence } of problems) {
      const field = this.querySelector<Control>(`[name="${CSS.escape(name)}"]`);
      const said = document.createElement("p");
      said.className = "nb-field__error";
      said.id = `fout-${name}`;
      said.setAttribute("role", "alert");
      said.textContent = sentence;
      field?.setAttribute("aria-invalid", "true");
      field?.setAttribute("aria-describedby", said.id);
      field?.closest(".nb-field")?.append(said);
    }
  }

  #failed(): void {
    this.#attempt += 1;
    this.#say("failed", text("saveFailed"));
    clearTimeout(this.#retry);
    const delay = Math.min(FIRST_RETRY * 2 ** (this.#attempt - 1), LAST_RETRY);
    this.#retry = setTimeout(this.#changed, delay);
  }

  #say(state: "saved" | "waiting" | "failed", words: string): void {
    this.#status.dataset.state = state;
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }
}

/** Which card of which cell a name belongs to: `K7M4.2`. */
function spotOf(name: string): string {
  return name.split(".").slice(1, 3).join(".");
}

/** An empty copy of a card with the next number; null when a cell holds no more. */
function copyOf(card: Element, cards: Element[]): Element | null {
  const numbers = cards.flatMap(twins).map((twin) => partOf(twin.name));
  const part = Math.max(...numbers) + 1;
  if (part >= MOST_CARDS || card.querySelector('input[type="checkbox"]')) return null;
  const made = card.cloneNode(true) as Element;
  for (const error of made.querySelectorAll(".nb-field__error")) error.remove();
  for (const one of made.querySelectorAll<Control>("input, textarea, select")) {
    const name = one.name.split(".").with(2, String(part)).join(".");
    const old = one.id;
    one.name = name;
    if (old) one.id = name;
    if (old) made.querySelector(`label[for="${CSS.escape(old)}"]`)?.setAttribute("for", name);
    one.removeAttribute("autofocus");
    if (one.localName === "select") (one as HTMLSelectElement).selectedIndex = 0;
    else one.value = "";
  }
  return made;
}

customElements.define("nb-sheet-entry", SheetEntry);
