// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Which part of the sheet the screen shows, and how large. Pure. */
import type { Box, Point } from "./geometry";

export interface Camera {
  /** The point of the sheet in the top left corner of the screen. */
  x: number;
  y: number;
  /** Pixels per unit of the sheet. */
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export const CLOSEST = 2;
export const FARTHEST = 0.02;

export function toScreen(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) * camera.scale, y: (point.y - camera.y) * camera.scale };
}

export function toSheet(camera: Camera, point: Point): Point {
  return { x: camera.x + point.x / camera.scale, y: camera.y + point.y / camera.scale };
}

/** The part of the sheet on screen. */
export function seen(camera: Camera, screen: Size): Box {
  return {
    x: camera.x,
    y: camera.y,
    width: screen.width / camera.scale,
    height: screen.height / camera.scale,
  };
}

/** Nearer or farther; what is at a point of the screen stays there. */
export function zoomed(camera: Camera, factor: number, at: Point): Camera {
  const scale = Math.min(Math.max(camera.scale * factor, FARTHEST), CLOSEST);
  const fixed = toSheet(camera, at);
  return { x: fixed.x - at.x / scale, y: fixed.y - at.y / scale, scale };
}

/** Moved by pixels of the screen. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale };
}

/** The box in the middle of the screen, whole, with `margin` pixels around it. */
export function fitted(box: Box, screen: Size, margin: number, closest = 1): Camera {
  const across = (screen.width - 2 * margin) / Math.max(box.width, 1);
  const down = (screen.height - 2 * margin) / Math.max(box.height, 1);
  const scale = Math.min(Math.max(Math.min(across, down), FARTHEST), closest);
  return {
    x: box.x + box.width / 2 - screen.width / 2 / scale,
    y: box.y + box.height / 2 - screen.height / 2 / scale,
    scale,
  };
}

/** The smallest move that brings the box on screen with `margin` pixels around it. */
export function revealed(camera: Camera, box: Box, screen: Size, margin: number): Camera {
  const shown = seen(camera, screen);
  const room = margin / camera.scale;
  return {
    ...camera,
    x: nudged(shown.x, shown.width, box.x - room, box.width + 2 * room),
    y: nudged(shown.y, shown.height, box.y - room, box.height + 2 * room),
  };
}

function nudged(start: number, length: number, wanted: number, needed: number): number {
  if (needed > length || wanted < start) return wanted;
  return Math.max(start, wanted + needed - length);
}

/** Never so far aside that nothing of the sheet is on screen. */
export function bounded(camera: Camera, sheet: Size, screen: Size): Camera {
  const shown = seen(camera, screen);
  const across = Math.min(shown.width, sheet.width) / 2;
  const down = Math.min(shown.height, sheet.height) / 2;
  return {
    ...camera,
    x: Math.min(Math.max(camera.x, across - shown.width), sheet.width - across),
    y: Math.min(Math.max(camera.y, down - shown.height), sheet.height - down),
  };
}
