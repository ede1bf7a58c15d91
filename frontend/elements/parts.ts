// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Small things that several elements draw. */

/** A quiet button; `icon` is the path of a drawing of 24 by 24, shown instead of the label. */
export function button(label: string, options: { icon?: string } = {}): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nb-button nb-button--quiet nb-button--small";
  if (!options.icon) {
    made.textContent = label;
    return made;
  }
  made.classList.add("nb-button--icon");
  const hidden = document.createElement("span");
  hidden.className = "nb-visually-hidden";
  hidden.textContent = label;
  made.append(drawing(options.icon), hidden);
  made.title = label;
  return made;
}

function drawing(path: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const attributes = { class: "nb-icon", viewBox: "0 0 24 24", fill: "none" };
  const pen = { stroke: "currentColor", "stroke-width": "1.75", "stroke-linecap": "round" };
  for (const [name, value] of Object.entries({ ...attributes, ...pen, "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/** Something that screen readers say when its text changes. */
export function announcer(className = "nb-visually-hidden"): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = className;
  made.setAttribute("role", "status");
  return made;
}

/** Calls `action` once it has been quiet for `delay` milliseconds. */
export function whenQuiet(action: () => void, delay: number): { start(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    start() {
      stop();
      timer = setTimeout(action, delay);
    },
  };
}
