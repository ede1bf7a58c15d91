// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Without a connection a form is not sent: the browser would show a page of its own, and what was
 * typed would be gone. Forms that save themselves do this in their own way.
 */
import { text } from "./texts";

const CLASS = "nb-field__error";

function tell(form: HTMLFormElement): void {
  const told = form.querySelector(`.${CLASS}[data-offline]`) ?? document.createElement("p");
  told.className = CLASS;
  told.setAttribute("data-offline", "");
  told.setAttribute("role", "alert");
  told.textContent = text("offline");
  form.append(told);
}

function forget(): void {
  for (const told of document.querySelectorAll(`.${CLASS}[data-offline]`)) told.remove();
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post" || navigator.onLine) return;
  event.preventDefault();
  tell(form);
});
addEventListener("online", forget);
