// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import "./confirm";

const submitted = vi.fn((event: Event) => event.preventDefault());
const named = (name: string) =>
  [...document.querySelectorAll<HTMLButtonElement>("dialog button")].find(
    (b) => b.textContent === name,
  );

beforeEach(() => {
  submitted.mockClear();
  show(`<nb-confirm message="Bord weggooien?">
    <form><button>Gooi weg</button></form></nb-confirm>`);
  document.body.addEventListener("submit", submitted, { once: true });
  document.querySelector("button")?.click();
});

test("the form is not sent before someone agrees", () => {
  expect(document.querySelector("dialog")?.textContent).toContain("Bord weggooien?");
  expect(submitted).not.toHaveBeenCalled();

  named("Gooi weg")?.click();
  expect(submitted).toHaveBeenCalledOnce();
});

test("who cancels sends nothing", () => {
  named("Annuleer")?.click();
  expect(submitted).not.toHaveBeenCalled();
  expect(document.querySelector("dialog")).toBeNull();
});
