// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from "vitest";
import { show } from "../testing";
import "./range";

test("a slider says its step in words, also after it was moved", () => {
  show(`<nb-range><input type="range" min="0" max="100" step="50" value="50">
    <datalist><option value="0" label="dichtbij"></option>
    <option value="50" label="in het midden"></option></datalist></nb-range>`);
  const slider = document.querySelector("input") as HTMLInputElement;
  expect(slider.getAttribute("aria-valuetext")).toBe("in het midden");

  slider.value = "0";
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  expect(slider.getAttribute("aria-valuetext")).toBe("dichtbij");
});
