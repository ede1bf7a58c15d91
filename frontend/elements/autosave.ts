// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-autosave>` in or around a form: saves while you work, without leaving the page.
 *
 * Says 'saved', 'waiting' or 'not saved'. What is typed stays on this device until the server
 * has it. Without scripts the form's own button saves.
 */
import { type Draft, draftFor, dropDraft, dropOldDrafts, keepDraft } from "./drafts";
import { formName, hidden, newOperationId, textControls, twinOf, typedIn } from "./form-twin";
import { announcer, whenQuiet } from "./parts";
import { text } from "./texts";

const QUIET = 900;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 60_000;
type State = "saved" | "waiting" | "failed";

/** How long to wait before the next attempt, in milliseconds. */
export function retryDelay(attempt: number): number {
  return Math.min(FIRST_RETRY * 2 ** (attempt - 1), LAST_RETRY);
}

/** What the server said when it refused: the sentence on its page, else its heading. */
export function refusalIn(page: Document): string {
  const places = [".nb-message--error p", ".nb-message--error", "h1"];
  const found = places.map((place) => page.querySelector(place)).find(Boolean);
  return found?.textContent?.trim() ?? "";
}

function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") body.append(name, value);
  }
  return body;
}

function fingerprint(form: HTMLFormElement): string {
  const body = bodyOf(form);
  for (const name of ["op_id", "csrfmiddlewaretoken", "based_on"]) body.delete(name);
  return body.toString();
}

export class Autosave extends HTMLElement {
  #form: HTMLFormElement | null = null;
  #saved = "";
  #sending: string | null = null;
  #lastTried: string | null = null;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #status = announcer("nb-saved");
  readonly #soon = whenQuiet(() => void this.save(), QUIET);

  connectedCallback(): void {
    const form = this.closest("form") ?? this.querySelector("form");
    if (!form || this.#form) return;
    this.#form = form;
    this.#saved = fingerprint(form);
    (this.querySelector(".nb-actions") ?? this).append(this.#status);
    form.addEventListener("input", this.#typed);
    form.addEventListener("change", this.#changed);
    form.addEventListener("submit", this.#submit);
    addEventListener("online", this.#changed);
    dropOldDrafts(localStorage, Date.now());
    this.#takeBackDraft();
  }

  disconnectedCallback(): void {
    this.#soon.stop();
    clearTimeout(this.#retry);
    removeEventListener("online", this.#changed);
  }

  #takeBackDraft(): void {
    const form = this.#form;
    const draft = form && draftFor(localStorage, formName(form));
    if (!form || !draft) return;
    for (const control of textControls(form)) {
      const kept = draft.values[control.name];
      if (kept !== undefined) control.value = kept;
    }
    const base = hidden(form, "based_on");
    if (base && draft.basedOn) base.value = draft.basedOn;
    if (fingerprint(form) === this.#saved) dropDraft(localStorage, formName(form));
    else this.#changed();
  }

  #typed = (): void => {
    const form = this.#form;
    if (!form) return;
    const draft: Draft = {
      values: typedIn(form),
      basedOn: hidden(form, "based_on")?.value ?? "",
      at: Date.now(),
    };
    if (textControls(form).length) keepDraft(localStorage, formName(form), draft);
    this.#say("waiting");
    this.#soon.start();
  };

  #changed = (): void => {
    this.#soon.stop();
    void this.save();
  };

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#changed();
  };

  /** Send what changed; one sending at a time, the next one follows. */
  async save(): Promise<void> {
    const form = this.#form;
    if (!form || this.#sending !== null) return;
    const now = fingerprint(form);
    if (now === this.#saved) {
      dropDraft(localStorage, formName(form));
      this.#say("saved");
      return;
    }
    clearTimeout(this.#retry);
    this.#sending = now;
    this.#nameChange(form, now);
    this.#say("waiting");
    try {
      const answer = await fetch(form.action, { method: "POST", body: bodyOf(form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok) this.#done(form, now, page);
      else if (answer.status < 500) this.#refused(refusalIn(page));
      else this.#failed();
    } catch {
      this.#failed();
    } finally {
      this.#sending = null;
    }
    if (this.#attempt === 0 && fingerprint(form) !== now) void this.save();
  }

  /** Whether the server has what stands here. */
  get isSaved(): boolean {
    return !this.#form || (this.#sending === null && fingerprint(this.#form) === this.#saved);
  }

  /** Take over what others made of the texts, from a newer page; not while something is unsaved. */
  follow(page: Document): void {
    const twin = this.#form && twinOf(this.#form, page);
    if (this.#form && twin && this.isSaved) this.#follow(this.#form, twin, false);
  }

  /** The same contents keep their name when sent again; other contents get a new one. */
  #nameChange(form: HTMLFormElement, now: string): void {
    const operation = hidden(form, "op_id");
    if (operation && this.#lastTried !== now) operation.value = newOperationId();
    this.#lastTried = now;
  }

  #done(form: HTMLFormElement, sent: string, page: Document): void {
    this.#attempt = 0;
    this.#saved = sent;
    const twin = twinOf(form, page);
    const typedSince = fingerprint(form) !== sent;
    if (twin) this.#follow(form, twin, typedSince);
    if (typedSince) return;
    dropDraft(localStorage, formName(form));
    this.#say("saved");
  }

  /** Take over what the server made of it, unless someone typed on: then the next save merges. */
  #follow(form: HTMLFormElement, twin: HTMLFormElement, typedSince: boolean): void {
    const theirs = typedIn(twin);
    const sameText = Object.entries(typedIn(form)).every(([name, value]) => theirs[name] === value);
    if (typedSince && !sameText) return;
    for (const control of textControls(form)) {
      const merged = theirs[control.name];
      if (merged !== undefined && merged !== control.value) control.value = merged;
    }
    const [ours, base] = [hidden(form, "based_on"), hidden(twin, "based_on")];
    if (ours && base) ours.value = base.value;
    if (!typedSince) this.#saved = fingerprint(form);
  }

  #refused(sentence: string): void {
    this.#attempt = 0;
    this.#saved = ""; // not saved: the next change is sent again
    this.#say("failed", [text("saveRefused"), sentence].filter(Boolean).join(": "));
  }

  #failed(): void {
    this.#attempt += 1;
    this.#say("failed", text("saveFailed"));
    this.#retry = setTimeout(this.#changed, retryDelay(this.#attempt));
  }

  #say(state: State, sentence = ""): void {
    const words = sentence || text(state === "saved" ? "saved" : "saveWaiting");
    this.#status.dataset.state = state;
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }
}

customElements.define("nb-autosave", Autosave);
