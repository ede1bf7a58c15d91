// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The zones of a page that the server made: what differs in a newer one, and taking that over. */
import type { Autosave } from "./autosave";
import { type Control, formName, textControls, twinOf } from "./form-twin";

export const SECTION = ".nb-zone[id]";
const DONE = ":scope > .nb-message--ok";
/** Another value each time the page is made. */
const EACH_TIME = ["csrfmiddlewaretoken", "op_id", "new_card", "based_on", "revision"];

export interface Print {
  html: string;
  /** The cards in it, by id. */
  cards: ReadonlyMap<string, string>;
}

/** What the server made of a section, without what is another each time. */
export function printOf(section: Element): Print {
  const copy = section.cloneNode(true) as Element;
  for (const input of copy.querySelectorAll<HTMLInputElement>('input[type="hidden"]')) {
    if (EACH_TIME.includes(input.name)) input.setAttribute("value", "");
  }
  copy.querySelector(DONE)?.remove();
  const cards = [...copy.querySelectorAll('[id^="kaart-"]')].map(
    (card) => [card.id, card.innerHTML] as const,
  );
  return { html: copy.innerHTML, cards: new Map(cards) };
}

/** How many cards are new, and how many new, different or gone. */
export function difference(before: Print, after: Print): { added: number; changed: number } {
  const added = [...after.cards.keys()].filter((id) => !before.cards.has(id)).length;
  const other = [...before.cards].filter(([id, html]) => after.cards.get(id) !== html).length;
  return { added, changed: added + other };
}

function isChanged(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    const first = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(first, 0);
  }
  if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)) {
    return control.checked !== control.defaultChecked;
  }
  return control.type !== "hidden" && control.value !== control.defaultValue;
}

function autosaveOf(form: HTMLFormElement): Autosave | null {
  const found = form.closest("nb-autosave") ?? form.querySelector("nb-autosave");
  return found && "isSaved" in found ? (found as Autosave) : null;
}

/** Whether something stands in the form that the server does not have. */
export function isDirty(form: HTMLFormElement): boolean {
  const autosave = autosaveOf(form);
  if (autosave) return !autosave.isSaved;
  return [...form.querySelectorAll<Control>("input, textarea, select")].some(isChanged);
}

/** Whether someone is busy in the section: then it stays as it is. */
export function isInUse(section: Element): boolean {
  const focus = document.activeElement;
  const isTyping = focus?.matches("input, textarea, select") && section.contains(focus);
  return Boolean(isTyping) || [...section.querySelectorAll("form")].some(isDirty);
}

function detailsName(details: HTMLDetailsElement): string {
  const place = details.closest('[id^="kaart-"]')?.id ?? "";
  return `${place}|${details.querySelector("summary")?.textContent?.trim()}`;
}

function focusName(): { name: string; control: string } | null {
  const focus = document.activeElement;
  const form = focus?.closest("form");
  const control = focus?.getAttribute("name") ?? focus?.id ?? "";
  return form ? { name: formName(form), control } : null;
}

/** Put the newer section in the place of the old; what is open stays open. */
export function swap(section: Element, newer: Element): void {
  const open = [...section.querySelectorAll("details")].filter((one) => one.open).map(detailsName);
  const focus = section.contains(document.activeElement) ? focusName() : null;
  const done = section.querySelector(DONE);
  const copy = document.importNode(newer, true);
  for (const details of copy.querySelectorAll("details")) {
    if (open.includes(detailsName(details))) details.open = true;
  }
  section.replaceChildren(...copy.childNodes);
  if (done) section.querySelector("h2")?.after(done);
  if (focus) focusAgain(section, focus);
}

function focusAgain(section: Element, { name, control }: { name: string; control: string }): void {
  const form = [...section.querySelectorAll("form")].find((one) => formName(one) === name);
  form?.querySelector<HTMLElement>(`[name="${CSS.escape(control)}"], [type="submit"]`)?.focus();
}

/**
 * The person asked to see what changed: swap, and take along what is typed. False when a form with
 * something in it is not there any more; then nothing is swapped.
 */
export function swapWithTyped(section: Element, newer: Element, page: Document): boolean {
  const dirty = [...section.querySelectorAll("form")].filter(isDirty);
  if (!dirty.every((form) => twinOf(form, page))) return false;
  const typed = dirty.map((form) => ({ name: formName(form), values: valuesOf(form) }));
  swap(section, newer);
  for (const form of section.querySelectorAll("form")) {
    const kept = typed.find(({ name }) => name === formName(form));
    if (kept) fill(form, kept.values);
  }
  return true;
}

function valuesOf(form: HTMLFormElement): Map<string, string> {
  const controls = [...textControls(form), ...form.querySelectorAll("select")];
  return new Map(controls.filter((c) => isChanged(c)).map((c) => [c.name, c.value]));
}

function fill(form: HTMLFormElement, values: ReadonlyMap<string, string>): void {
  for (const control of [...textControls(form), ...form.querySelectorAll("select")]) {
    const value = values.get(control.name);
    if (value === undefined) continue;
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Let texts of saved forms that nobody is in follow those of a newer page. */
export function followTexts(section: Element, page: Document): void {
  for (const form of section.querySelectorAll("form")) {
    if (form.contains(document.activeElement)) continue;
    autosaveOf(form)?.follow(page);
  }
}
