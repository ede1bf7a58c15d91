// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The service worker, served as `/sw.js`. It is a script by itself: what it imports may not be
 * imported by a page too, or the build would make a shared file of it.
 */
import { Shells } from "./shells";

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting {
  data: unknown;
}
interface Worker {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", act: (event: Lasting) => void): void;
  addEventListener(kind: "fetch", act: (event: Fetching) => void): void;
  addEventListener(kind: "message", act: (event: Told) => void): void;
}

const worker = self as unknown as Worker;
const shells = new Shells({
  origin: worker.location.origin,
  caches,
  fetch: (request) => fetch(request),
});

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) =>
  event.waitUntil(shells.forgetOld().then(() => worker.clients.claim())),
);
worker.addEventListener("fetch", (event) => {
  const answer = shells.answer(event.request);
  if (answer) event.respondWith(answer);
});
worker.addEventListener("message", (event) => {
  const { keep, files, forget } = (event.data ?? {}) as Record<string, unknown>;
  if (typeof forget === "string") event.waitUntil(shells.forget(forget));
  if (typeof keep !== "string" || !Array.isArray(files)) return;
  const addresses = files.filter((file) => typeof file === "string");
  event.waitUntil(shells.keep(keep, addresses).catch(() => {}));
});
