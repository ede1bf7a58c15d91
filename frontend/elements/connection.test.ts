// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import "./connection";

const told = () => document.querySelector('[role="alert"]')?.textContent ?? "";

/** Whether the browser would send the form. */
function isSent(method: string): boolean {
  const form = document.querySelector(`form[method="${method}"]`) as HTMLFormElement;
  return form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

beforeEach(() => {
  show(`<form method="post" action="/doen"><textarea name="text">bedacht</textarea></form>
    <form method="get" action="/zoek"></form>`);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("a form is sent as long as there is a connection", () => {
  expect(isSent("post")).toBe(true);
  expect(told()).toBe("");
});

test("without a connection the form stays, with what was typed and a sentence, once", () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);

  expect(isSent("post")).toBe(false);
  expect(isSent("post")).toBe(false);
  expect(told()).toContain("Geen verbinding");
  expect(document.querySelectorAll('[role="alert"]')).toHaveLength(1);
  expect(document.querySelector("textarea")?.value).toBe("bedacht");
});

test("the sentence goes when the connection is back", () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  isSent("post");
  window.dispatchEvent(new Event("online"));

  expect(told()).toBe("");
});

test("a search needs no guard: nothing is lost", () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);

  expect(isSent("get")).toBe(true);
});
