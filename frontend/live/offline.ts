// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What a page asks of the service worker; where there is none (plain http), nothing happens. */

const FILES = "/static/dist/";

/** Once the page stands: let it open without a network from now on. */
export async function keepForOffline(): Promise<void> {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
    const ready = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const files = loaded.filter((name) => new URL(name, location.href).pathname.startsWith(FILES));
    ready.active?.postMessage({ keep: location.pathname, files });
  } catch {
    // Without it the page works as long as there is a network.
  }
}

/** This person has left: the page may not open again from here. */
export function forgetOffline(): void {
  navigator.serviceWorker?.controller?.postMessage({ forget: location.pathname });
}
