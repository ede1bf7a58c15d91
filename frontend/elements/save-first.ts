// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `data-save-first` on a form: what is typed in it is saved before its page is left for another
 * step. People type something and press 'Verder'; the small button beside the field is easy to miss.
 *
 * When the server refuses, the form is sent in the ordinary way, so that its page says why.
 */
const LINKS = ".nb-step-nav a, .nb-rail a";
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
let isSaving = false;

function isChanged(control: Control): boolean {
  if (control.localName !== "select") {
    return (
      control.type !== "hidden" && control.value !== (control as HTMLInputElement).defaultValue
    );
  }
  const { options, selectedIndex } = control as HTMLSelectElement;
  const first = [...options].findIndex((option) => option.defaultSelected);
  return selectedIndex !== Math.max(first, 0);
}

/** The forms on the page with something in them that can be sent and was not. */
function unsaved(): HTMLFormElement[] {
  const forms = document.querySelectorAll<HTMLFormElement>("form[data-save-first]");
  return [...forms].filter((form) => {
    const controls = form.querySelectorAll<Control>("textarea, select, input");
    return [...controls].some(isChanged) && form.checkValidity();
  });
}

async function isAccepted(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  try {
    return (await fetch(form.action, { method: "POST", body })).ok;
  } catch {
    return false;
  }
}

/** Save each form, then go; stay at the first that is refused. */
async function saveAndGo(forms: HTMLFormElement[], address: string): Promise<void> {
  isSaving = true;
  for (const form of forms) {
    if (await isAccepted(form)) continue;
    isSaving = false;
    form.requestSubmit();
    return;
  }
  isSaving = false;
  location.assign(address);
}

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>(LINKS);
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (!link || opensElsewhere || event.defaultPrevented) return;
  const forms = isSaving ? [] : unsaved();
  if (!isSaving && !forms.length) return;
  event.preventDefault();
  if (forms.length) void saveAndGo(forms, link.href);
});
