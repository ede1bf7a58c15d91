// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What lies below the cards: sheets, zones, areas, and the rims and threads of the bubbles. */
import type { Area, Plan, Sheet, ZonePlan } from "./arrange";
import type { Bubble, Thread } from "./config";
import { DIAGRAM_SCALE, type DrawnDiagram } from "./diagram";
import type { Box } from "./geometry";
import { say } from "./texts";

const SVG = "http://www.w3.org/2000/svg";
const DASHES = ["", "11 6", "3 5", "14 5 3 5"];

interface Drawn {
  element: HTMLElement;
  box: string;
  mark: string;
}

export class Backdrop {
  readonly #drawn = new Map<string, Drawn>();

  constructor(readonly layer: HTMLElement) {}

  show(plan: Plan): void {
    const seen = new Set<string>();
    for (const sheet of plan.sheets) {
      this.#draw(`sheet:${sheet.step.slug}`, "nb-leaf", sheet.box, seen, () => sheetParts(sheet));
      for (const zone of sheet.zones) this.#zone(zone, seen);
    }
    for (const [key, { element }] of this.#drawn) {
      if (seen.has(key)) continue;
      element.remove();
      this.#drawn.delete(key);
    }
  }

  #zone(plan: ZonePlan, seen: Set<string>): void {
    const { zone } = plan;
    const isEmpty = isWithout(plan);
    const parts = () => zoneParts(plan);
    this.#draw(`zone:${zone.key}`, "nb-area-zone", plan.box, seen, parts, String(isEmpty));
    for (const area of plan.areas) {
      const mark = `${area.title}|${area.slots.length === 0}`;
      this.#draw(`area:${area.key}`, "nb-area", area.box, seen, () => areaParts(area), mark);
    }
    if (plan.diagram) {
      const mark = diagramMark(plan.diagram);
      const drawn = plan.diagram;
      const parts = () => [bubbles(drawn)];
      this.#draw(`diagram:${zone.key}`, "nb-bubbles", drawn.box, seen, parts, mark);
    }
  }

  #draw(
    key: string,
    className: string,
    box: Box,
    seen: Set<string>,
    parts: () => (HTMLElement | SVGElement)[],
    mark = "",
  ): void {
    seen.add(key);
    let drawn = this.#drawn.get(key);
    if (!drawn) {
      const element = document.createElement("div");
      element.className = className;
      this.layer.append(element);
      drawn = { element, box: "", mark: "\0" };
      this.#drawn.set(key, drawn);
    }
    if (drawn.mark !== mark) {
      drawn.element.replaceChildren(...parts());
      drawn.mark = mark;
    }
    const wanted = `${box.x} ${box.y} ${box.width} ${box.height}`;
    if (drawn.box === wanted) return;
    drawn.box = wanted;
    drawn.element.style.transform = `translate(${box.x}px, ${box.y}px)`;
    drawn.element.style.width = `${box.width}px`;
    drawn.element.style.height = `${box.height}px`;
  }
}

function words(className: string, text: string): HTMLElement {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = text;
  return made;
}

function sheetParts(sheet: Sheet): HTMLElement[] {
  return [words("nb-leaf__title", sheet.step.title), words("nb-leaf__ask", sheet.step.ask)];
}

/** A diagram that the server laid out and that has nobody in it. */
function isWithout({ diagram }: ZonePlan): boolean {
  return diagram?.diagram?.bubbles.length === 0;
}

function zoneParts(plan: ZonePlan): HTMLElement[] {
  const { zone } = plan;
  const parts = [words("nb-area-zone__title", zone.title)];
  if (zone.prompt) parts.push(words("nb-area-zone__prompt", zone.prompt));
  if (isWithout(plan)) parts.push(words("nb-area__empty", say("emptyDiagram")));
  return parts;
}

function areaParts(area: Area): HTMLElement[] {
  const parts = area.title ? [words("nb-area__title", area.title)] : [];
  return area.slots.length ? parts : [...parts, words("nb-area__empty", say("emptyArea"))];
}

function diagramMark(drawn: DrawnDiagram): string {
  return JSON.stringify([drawn.diagram?.bubbles, drawn.diagram?.threads, drawn.box.height]);
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function bubbles(drawn: DrawnDiagram): SVGElement {
  const { diagram, box } = drawn;
  const view = `0 0 ${box.width / DIAGRAM_SCALE} ${box.height / DIAGRAM_SCALE}`;
  const svg = shape("svg", { viewBox: view, width: box.width, height: box.height });
  svg.classList.add("nb-bubbles__drawing");
  for (const bubble of diagram?.bubbles ?? []) svg.append(...rim(bubble));
  for (const [index, line] of (diagram?.threads ?? []).entries()) svg.append(thread(line, index));
  return svg;
}

/** As boards/bubble_svg.py draws them: heavier for the own one, dotted for one not sure. */
function rim(bubble: Bubble): SVGElement[] {
  const { x, y, r, title } = bubble;
  const classes = ["nb-rim", bubble.own && "nb-rim--own", bubble.doubtful && "nb-rim--doubtful"];
  const circle = shape("circle", { cx: x, cy: y, r, class: classes.filter(Boolean).join(" ") });
  const gap = title.width / 2 + title.size * 0.45;
  const lines = [-1, 1].map((side) =>
    shape("path", { class: "nb-rim__line", d: `M${x + side * r} ${y}H${x + side * gap}` }),
  );
  const name = shape("text", {
    x,
    y: y + 0.34 * title.size,
    "font-size": title.size,
    "text-anchor": "middle",
    class: "nb-rim__name",
  });
  name.textContent = title.text;
  return [circle, ...lines, name];
}

function thread(line: Thread, index: number): SVGElement {
  const group = shape("g", { class: "nb-line" });
  const dash = DASHES[index % DASHES.length] ?? "";
  group.append(
    shape("path", {
      d: line.path,
      "stroke-width": line.r * 0.26,
      ...(dash ? { "stroke-dasharray": dash } : {}),
    }),
    ...line.knots.map(([cx, cy]) =>
      shape("circle", { cx, cy, r: line.r * 0.3, class: "nb-line__knot" }),
    ),
    shape("circle", { cx: line.x, cy: line.y, r: line.r, class: "nb-line__disc" }),
  );
  const letter = shape("text", {
    x: line.x,
    y: line.y + line.r * 0.42,
    "font-size": line.r * 1.25,
    "text-anchor": "middle",
    class: "nb-line__letter",
  });
  letter.textContent = line.letter;
  group.append(letter);
  return group;
}
