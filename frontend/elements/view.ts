// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Which part of a drawing is in view. Pure: numbers in, numbers out. */

export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const CLOSEST = 12; // times nearer than the whole drawing

export function parseView(viewBox: string | null): View | null {
  const parts = (viewBox ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x, y, width, height] = parts;
  if (parts.length !== 4 || parts.some(Number.isNaN) || !width || !height) return null;
  return { x: x ?? 0, y: y ?? 0, width, height };
}

export function formatView(view: View): string {
  return [view.x, view.y, view.width, view.height].map((n) => Number(n.toFixed(3))).join(" ");
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

/** Keep a view inside the whole drawing, and no nearer than `CLOSEST`. */
export function inside(view: View, whole: View): View {
  const scale = between(view.width / whole.width, 1 / CLOSEST, 1);
  const width = whole.width * scale;
  const height = whole.height * scale;
  return {
    x: between(view.x, whole.x, whole.x + whole.width - width),
    y: between(view.y, whole.y, whole.y + whole.height - height),
    width,
    height,
  };
}

/** Nearer (factor above 1) or farther, with the point at (`px`, `py`) of the view staying put. */
export function zoomed(view: View, whole: View, factor: number, px = 0.5, py = 0.5): View {
  const width = between(view.width / factor, whole.width / CLOSEST, whole.width);
  const height = (width / whole.width) * whole.height;
  const x = view.x + (view.width - width) * px;
  const y = view.y + (view.height - height) * py;
  return inside({ x, y, width, height }, whole);
}

/** Moved by a part of the view: (1, 0) is one whole view to the right. */
export function panned(view: View, whole: View, dx: number, dy: number): View {
  const moved = { ...view, x: view.x + dx * view.width, y: view.y + dy * view.height };
  return inside(moved, whole);
}
