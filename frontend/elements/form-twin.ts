// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Finding a form again in a newer version of its page. */

// What makes a form the same form in a newer page: the names that stay when its contents change.
const IDENTITY = ["do", "zone", "card", "parent", "item", "row", "column", "theme"];

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function hidden(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`);
}

/** A name for the form that is the same after a reload. */
export function formName(form: HTMLFormElement): string {
  const parts = IDENTITY.map((name) => hidden(form, name)?.value ?? "");
  return [new URL(form.action, location.href).pathname, ...parts].join("|");
}

export function twinOf(form: HTMLFormElement, page: Document): HTMLFormElement | null {
  const name = formName(form);
  return [...page.querySelectorAll("form")].find((other) => formName(other) === name) ?? null;
}

/** What people type in: texts only; ticks and choices are sent at once. */
export function textControls(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  const found = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input");
  return [...found].filter(
    (control) =>
      control.name &&
      (control.localName === "textarea" ||
        ["text", "search", "url", "email", "tel"].includes(control.type)),
  );
}

export function typedIn(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(textControls(form).map((control) => [control.name, control.value]));
}

/** A name for one change, 128 random bits, so that a repeated sending counts once. */
export function newOperationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
