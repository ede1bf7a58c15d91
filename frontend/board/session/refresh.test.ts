// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from "vitest";
import { show } from "../../testing";
import { isBusy, swap, takeOver } from "./refresh";

const PART = (inside: string) => `<section id="nu" data-live-part>${inside}</section>`;
const FORM = (token: string, label: string) =>
  `<form data-live-form><input type="hidden" name="csrfmiddlewaretoken" value="${token}">` +
  `<input name="prompt" value=""><button name="do" value="lead">${label}</button></form>`;

function page(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

function part(): HTMLElement {
  return document.getElementById("nu") as HTMLElement;
}

test("a part that only got a new token stays as it is", () => {
  show(PART(FORM("one", "Toon")));
  const button = part().querySelector("button");
  takeOver(page(PART(FORM("two", "Toon"))), false);
  expect(part().querySelector("button")).toBe(button);
});

test("a part that is another takes its place and the focus stays", () => {
  show(PART(FORM("one", "Toon")));
  part().querySelector("button")?.focus();
  takeOver(page(PART(FORM("two", "Verberg"))), true);
  expect(document.activeElement?.textContent).toBe("Verberg");
});

test("what someone is typing is not taken away by news", () => {
  show(PART(FORM("one", "Toon")));
  const field = part().querySelector<HTMLInputElement>("[name=prompt]");
  if (field) field.value = "Wat lukt?";
  expect(isBusy(part())).toBe(true);
  takeOver(page(PART(FORM("two", "Verberg"))), false);
  expect(part().querySelector<HTMLInputElement>("[name=prompt]")?.value).toBe("Wat lukt?");
});

test("opened details stay open", () => {
  show(PART("<details open><summary>Wie</summary>een</details>"));
  const fresh = page(PART("<details><summary>Wie</summary>twee</details>"));
  expect(swap(part(), fresh.getElementById("nu") as HTMLElement)).toBe(true);
  expect(part().querySelector("details")?.open).toBe(true);
});

test("when the button that was pressed is gone the part itself gets the focus", () => {
  show(PART(FORM("one", "Toon")));
  part().querySelector("button")?.focus();
  takeOver(page(PART("<p>Klaar</p>")), true);
  expect(document.activeElement).toBe(part());
});

test("news leaves standing what the last button did, the next button takes it away", () => {
  show(PART('<h2>Nu</h2><p id="melding">De klok loopt.</p><p>een</p>'));
  takeOver(page(PART("<h2>Nu</h2><p>twee</p>")), false);
  expect(part().textContent).toBe("NuDe klok loopt.twee");
  takeOver(page(PART("<h2>Nu</h2><p>twee</p>")), true);
  expect(part().textContent).toBe("Nutwee");
});

test("a picture that stays is the same picture, so it is not asked again", () => {
  const code = '<img src="/qr.svg?abc" alt="QR-code">';
  show(PART(`<p>een</p>${code}`));
  const picture = part().querySelector("img");
  takeOver(page(PART(`<p>twee</p><div>${code}</div>`)), false);
  expect(part().querySelector("div > img")).toBe(picture);
  takeOver(page(PART('<p>drie</p><img src="/qr.svg?new" alt="QR-code">')), false);
  expect(part().querySelector("img")?.getAttribute("src")).toBe("/qr.svg?new");
});
