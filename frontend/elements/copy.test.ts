// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import "./copy";

const pressed = () => document.querySelector("button") as HTMLButtonElement;
const status = () => document.querySelector('[role="status"]')?.textContent;

beforeEach(() => {
  show(`<input id="link" value="https://nb.example/x">
    <nb-copy for="link"><button hidden>Kopieer</button></nb-copy>`);
});

test("the button appears, copies and says so", async () => {
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  expect(pressed().hidden).toBe(false);

  pressed().click();
  await vi.waitFor(() => expect(status()).toBe("Gekopieerd"));
  expect(written).toHaveBeenCalledWith("https://nb.example/x");
});

test("without a clipboard the text is selected and people hear what to do", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("refused"));

  pressed().click();
  await vi.waitFor(() => expect(status()).toContain("kopieer zelf"));
  expect(document.activeElement?.id).toBe("link");
});

test("around a field without a button it makes one", async () => {
  show('<nb-copy><input value="https://nb.example/y" readonly></nb-copy>');
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();

  expect(pressed().textContent).toBe("Kopieer");
  pressed().click();
  await vi.waitFor(() => expect(written).toHaveBeenCalledWith("https://nb.example/y"));
});
