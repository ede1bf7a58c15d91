// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Everything outside that the connection uses, so that tests can put their own in its place. */

/** An open line to the server, or one that is being opened. */
export interface Wire {
  onOpen: () => void;
  onMessage: (data: unknown) => void;
  onClose: (code: number) => void;
  send(text: string): void;
  close(): void;
}

export interface Asked {
  status: number;
  /** The JSON of the answer; null when it was none. */
  body: unknown;
}

export interface World {
  /** Milliseconds on a clock that never jumps. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Calls `action` once, after so many milliseconds; gives what prevents that. */
  after(delay: number, action: () => void): () => void;
  open(address: string): Wire;
  /** Rejects when there is no answer. */
  ask(method: "GET" | "POST", address: string, body?: unknown): Promise<Asked>;
  /** Calls `action` when it is worth looking at once whether the network is back. */
  onSigns(action: () => void): () => void;
  reload(): void;
  /** Something the server sent that we cannot read. */
  warn(reason: string): void;
}

const PATIENCE = 15_000; // milliseconds for an answer over HTTP

function tokenIn(page: Document): string {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="nb-csrf"]');
  const field = page.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]');
  return meta?.content || field?.value || "";
}

let fetchedToken = "";

/** A page that was kept for when there is no network has no token: then ask for a new one. */
async function csrfToken(): Promise<string> {
  const token = tokenIn(document) || fetchedToken;
  if (token) return token;
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE) });
  fetchedToken = tokenIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
  return fetchedToken;
}

async function ask(method: "GET" | "POST", address: string, body?: unknown): Promise<Asked> {
  const token = method === "POST" ? { "X-CSRFToken": await csrfToken() } : {};
  const answer = await fetch(address, {
    method,
    headers: { Accept: "application/json", ...token },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

function socketAddress(address: string): string {
  const url = new URL(address, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function open(address: string): Wire {
  const socket = new WebSocket(socketAddress(address));
  const wire: Wire = {
    onOpen: () => {},
    onMessage: () => {},
    onClose: () => {},
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.onopen = () => wire.onOpen();
  socket.onmessage = (event) => wire.onMessage(event.data);
  socket.onclose = (event) => wire.onClose(event.code);
  return wire;
}

/** Going offline too: then it is soon known that nobody answers. */
const SIGNS = ["online", "offline", "pageshow"];

export const BROWSER: World = {
  now: () => performance.now(),
  random: () => Math.random(),
  after(delay, action) {
    const timer = setTimeout(action, delay);
    return () => clearTimeout(timer);
  },
  open,
  ask,
  onSigns(action) {
    const whenSeen = () => {
      if (document.visibilityState === "visible") action();
    };
    for (const sign of SIGNS) addEventListener(sign, action);
    document.addEventListener("visibilitychange", whenSeen);
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, action);
      document.removeEventListener("visibilitychange", whenSeen);
    };
  },
  reload: () => location.reload(),
  warn: (reason) => console.warn(`live: ${reason}`),
};
