// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Cards as marks of colour: from afar, and for the blink of an eye before their text is there. */
import type { Camera, Size } from "./camera";
import { toScreen } from "./camera";

export interface Dot {
  x: number;
  y: number;
  width: number;
  height: number;
  isRound: boolean;
  /** The ink of its edge. */
  ink: string;
  isFilled: boolean;
}

export interface Inks {
  sheet: string;
  line: string;
  quiet: string;
}

const TINY = 14; // pixels wide: below this a card is a block of its colour

export class Dots {
  readonly #pen: CanvasRenderingContext2D | null;
  #isEmpty = true;
  #ratio = 1;

  constructor(readonly canvas: HTMLCanvasElement) {
    this.#pen = canvas.getContext("2d");
  }

  resize(size: Size, ratio: number): void {
    this.#ratio = Math.min(ratio, 2);
    this.canvas.width = Math.round(size.width * this.#ratio);
    this.canvas.height = Math.round(size.height * this.#ratio);
    this.canvas.style.width = `${size.width}px`;
    this.canvas.style.height = `${size.height}px`;
    this.#isEmpty = true;
  }

  paint(dots: readonly Dot[], camera: Camera, inks: Inks): void {
    const pen = this.#pen;
    if (!pen || (this.#isEmpty && !dots.length)) return;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    const isTiny = (dots[0]?.width ?? 0) * camera.scale < TINY;
    for (const dot of dots) {
      if (dot.isRound) disc(pen, dot, camera, inks);
      else if (isTiny) block(pen, dot, camera);
      else card(pen, dot, camera, inks);
    }
    this.#isEmpty = dots.length === 0;
  }
}

function block(pen: CanvasRenderingContext2D, dot: Dot, camera: Camera): void {
  const at = toScreen(camera, dot);
  pen.fillStyle = dot.ink;
  pen.fillRect(at.x, at.y, dot.width * camera.scale, dot.height * camera.scale);
}

function card(pen: CanvasRenderingContext2D, dot: Dot, camera: Camera, inks: Inks): void {
  const at = toScreen(camera, dot);
  const [width, height] = [dot.width * camera.scale, dot.height * camera.scale];
  pen.fillStyle = inks.line;
  pen.fillRect(at.x, at.y, width, height);
  pen.fillStyle = inks.sheet;
  pen.fillRect(at.x + 1, at.y + 1, width - 2, height - 2);
  pen.fillStyle = dot.ink;
  pen.fillRect(at.x, at.y, Math.max(width * 0.045, 2), height);
  pen.fillStyle = inks.line;
  pen.fillRect(at.x + width * 0.14, at.y + height * 0.24, width * 0.66, height * 0.1);
  pen.fillRect(at.x + width * 0.14, at.y + height * 0.46, width * 0.42, height * 0.1);
}

function disc(pen: CanvasRenderingContext2D, dot: Dot, camera: Camera, inks: Inks): void {
  const radius = (dot.width / 2) * camera.scale;
  const at = toScreen(camera, dot);
  pen.beginPath();
  pen.arc(at.x + radius, at.y + radius, radius, 0, 2 * Math.PI);
  pen.fillStyle = dot.isFilled ? dot.ink : inks.sheet;
  pen.fill();
  pen.strokeStyle = dot.ink;
  pen.lineWidth = Math.max(radius * 0.16, 1);
  pen.stroke();
}
