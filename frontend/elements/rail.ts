// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** On a phone the steps of a board are a bar that scrolls: start it at the step you are at. */
const current = document.querySelector('.nb-rail__steps [aria-current="step"]');
current?.scrollIntoView({ block: "nearest", inline: "center" });
// Browsers leave a step that is half out of sight where it is when it gets the focus.
document.querySelector(".nb-rail__steps")?.addEventListener("focusin", (event) => {
  (event.target as Element).scrollIntoView({ block: "nearest", inline: "nearest" });
});
