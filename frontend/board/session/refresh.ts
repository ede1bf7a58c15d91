// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Console: forms that are sent without leaving the page, and parts that are fetched again.
 *
 * The page stays the server's: we send the form as a browser would, read the page that comes back,
 * and put its parts (`[id][data-live-part]`) in the place of ours. Without scripts, and whenever
 * something is not as expected, the browser simply goes to that page.
 */
export const PART = "[data-live-part][id]";
export const FORM = "form[data-live-form]";

/** What the last button did; stays until the next, also when news comes in. */
const TOLD = "#melding";
const TOKENS = 'input[name="csrfmiddlewaretoken"]';

/** The same whatever the token in its forms is. */
function written(part: Element): string {
  const copy = part.cloneNode(true) as Element;
  for (const token of copy.querySelectorAll(TOKENS)) token.remove();
  for (const open of copy.querySelectorAll("details")) open.removeAttribute("open");
  return copy.innerHTML;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isTouched(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    return (
      [...field.options].some((option) => option.selected !== option.defaultSelected) &&
      [...field.options].some((option) => option.defaultSelected)
    );
  }
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
    return field.checked !== field.defaultChecked;
  }
  return field.type !== "hidden" && field.value !== field.defaultValue;
}

/** Whether someone is filling something in here. */
export function isBusy(part: Element): boolean {
  const fields = [...part.querySelectorAll<Field>("input, textarea, select")];
  const focus = document.activeElement;
  return fields.some((field) => isTouched(field) || (field === focus && field.type !== "submit"));
}

/** How to find again what had the focus, in another version of the same part. */
function pathTo(element: Element, part: Element): string {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const place = [...part.querySelectorAll(element.tagName)].indexOf(element);
  const form = element.closest("form");
  const marks = ["name", "value"].map((name) => element.getAttribute(name));
  return JSON.stringify([element.tagName, form?.getAttribute("data-live-form"), marks, place]);
}

function findAgain(path: string, part: Element): HTMLElement | null {
  if (path.startsWith("#")) return part.querySelector<HTMLElement>(path);
  const [tag, form, marks, place] = JSON.parse(path);
  const all = [...part.querySelectorAll<HTMLElement>(tag)];
  const same = all.filter((one) => {
    const its = ["name", "value"].map((name) => one.getAttribute(name));
    return (
      JSON.stringify(its) === JSON.stringify(marks) &&
      (one.closest("form")?.getAttribute("data-live-form") ?? null) === form
    );
  });
  return same.length === 1 ? (same[0] ?? null) : (all[place] ?? null);
}

/** Leave marks for the pictures that are here already, so that they are not asked again. */
function holdPictures(part: Element, fresh: Element): Map<string, Element> {
  const all = [...part.querySelectorAll("img[src]")];
  const held = new Map(all.map((one) => [one.getAttribute("src") ?? "", one]));
  for (const one of fresh.querySelectorAll("img[src]")) {
    const source = one.getAttribute("src") ?? "";
    if (!held.has(source)) continue;
    const mark = fresh.ownerDocument.createElement("span");
    mark.dataset.held = source;
    one.replaceWith(mark);
  }
  return held;
}

/** Put one part in the place of ours; focus and open details stay. True when it was another. */
export function swap(part: Element, fresh: Element): boolean {
  if (written(part) === written(fresh)) return false;
  const focus = part.contains(document.activeElement) ? document.activeElement : null;
  const path = focus && pathTo(focus, part);
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  const pictures = holdPictures(part, fresh);
  part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  for (const mark of part.querySelectorAll<HTMLElement>("[data-held]")) {
    mark.replaceWith(pictures.get(mark.dataset.held ?? "") ?? "");
  }
  for (const [index, one] of [...part.querySelectorAll("details")].entries()) {
    if (open[index]) one.open = true;
  }
  if (!path) return true;
  const again = findAgain(path, part) ?? (part as HTMLElement);
  if (again === part && !part.hasAttribute("tabindex")) part.setAttribute("tabindex", "-1");
  again.focus({ preventScroll: true });
  return true;
}

/** Take over all parts of a page; news leaves alone what someone is filling in. */
export function takeOver(page: Document, isOwn: boolean): void {
  for (const part of document.querySelectorAll(PART)) {
    const fresh = page.getElementById(part.id);
    if (!fresh || (!isOwn && isBusy(part))) continue;
    if (!isOwn) keepTold(part, fresh);
    swap(part, fresh);
  }
}

function keepTold(part: Element, fresh: Element): void {
  const told = part.querySelector(TOLD);
  if (!told || told.parentElement !== part || fresh.querySelector(TOLD)) return;
  const place = [...part.children].indexOf(told);
  fresh.insertBefore(told.cloneNode(true), fresh.children[place] ?? null);
}

function isSamePage(address: string): boolean {
  return new URL(address).pathname === location.pathname;
}

async function pageIn(answer: Response): Promise<Document | null> {
  const kind = answer.headers.get("content-type") ?? "";
  if (!kind.startsWith("text/html") || !isSamePage(answer.url)) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Ask the page again, for what changed without us. */
export async function refresh(): Promise<void> {
  try {
    const answer = await fetch(location.href, { headers: { "X-NB-Fragment": "parts" } });
    const page = answer.ok ? await pageIn(answer) : null;
    if (page) takeOver(page, false);
  } catch {
    // No network: what stands there stays.
  }
}

export interface Told {
  /** The sentence the server says about it, for who does not see it. */
  said: string;
  ok: boolean;
}

/** Send a form as the browser would, and show the answer in place. */
export async function send(
  form: HTMLFormElement,
  button: HTMLElement | null,
): Promise<Told | null> {
  const body = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) body.append(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body });
  const page = await pageIn(answer);
  if (!page) {
    location.assign(answer.url);
    return null;
  }
  form.reset();
  takeOver(page, true);
  const sentence = page.querySelector(TOLD)?.textContent?.trim() ?? "";
  return { said: sentence, ok: answer.ok };
}

/** Follow all such forms on the page; gives the way to stop. */
export function followForms(tell: (told: Told) => void, failed: () => void): () => void {
  const busy = new WeakSet<HTMLFormElement>();
  const submitted = async (event: SubmitEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(FORM) || event.defaultPrevented) return;
    event.preventDefault();
    if (busy.has(form)) return;
    busy.add(form);
    try {
      const told = await send(form, event.submitter);
      if (told) tell(told);
    } catch {
      failed();
    } finally {
      busy.delete(form);
    }
  };
  document.addEventListener("submit", submitted);
  return () => document.removeEventListener("submit", submitted);
}
