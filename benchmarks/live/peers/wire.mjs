// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// What differs between the peers on the wire: how one comes in and how an edit is packed.
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

const SYNC = 0;
const AUTH = 2;
const SYNC_STATUS = 8;

function packed(document, type, write) {
  const encoder = encoding.createEncoder();
  if (document !== null) encoding.writeVarString(encoder, document);
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** Where the type of a message stands: behind the document's name, when there is one. */
function typeOf(raw, document) {
  return raw[document === null ? 0 : document.length + 1];
}

export const WIRES = {
  hocuspocus: {
    address: (port) => `ws://127.0.0.1:${port}/`,
    prefix: (name) => name,
    hello: (name) => [
      packed(name, AUTH, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, "open");
      }),
    ],
  },
  "y-websocket": {
    address: (port, name) => `ws://127.0.0.1:${port}/${name}`,
    prefix: () => null,
    hello: () => [],
  },
};

/** One participant with a document of its own edits; resolves once the server has synced with it. */
export function join(kind, port, name, onMessage) {
  const wire = WIRES[kind];
  const prefix = wire.prefix(name);
  const document = new Y.Doc();
  const cards = document.getMap("cards");
  const socket = new WebSocket(wire.address(port, name), { perMessageDeflate: false });
  socket.binaryType = "nodebuffer";
  const client = { socket, document, acks: 0, closed: false };
  client.edit = (key, text) => {
    document.once("update", (update) => {
      socket.send(packed(prefix, SYNC, (encoder) => sync.writeUpdate(encoder, update)));
    });
    cards.set(key, text);
  };
  const ready = new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", () => {
      client.closed = true;
      reject(new Error("closed before it was in"));
    });
    socket.on("open", () => {
      for (const frame of wire.hello(name)) socket.send(frame);
      socket.send(packed(prefix, SYNC, (encoder) => sync.writeSyncStep1(encoder, document)));
    });
    socket.on("message", (raw) => {
      const type = typeOf(raw, prefix);
      if (type === SYNC_STATUS && prefix !== null) {
        client.acks += 1;
        client.onAck?.();
      }
      if (type !== SYNC) return;
      const step = raw[(prefix === null ? 0 : prefix.length + 1) + 1];
      if (step === 1) {
        client.state = raw;
        resolve(client);
      } else if (step === 2) onMessage?.(raw);
    });
  });
  return ready;
}

/** The cards a fresh participant has after a moment: some servers answer before they have read. */
export async function read(kind, port, name) {
  const document = new Y.Doc();
  const take = (raw) => Y.applyUpdate(document, body(kind, name, raw));
  const client = await join(kind, port, name, take);
  take(client.state);
  await new Promise((done) => setTimeout(done, 2000));
  client.socket.terminate();
  return document.getMap("cards").size;
}

/** The update in a message: behind the two types and its length, seven bits per byte. */
function body(kind, name, raw) {
  let start = (WIRES[kind].prefix(name) === null ? 0 : name.length + 1) + 2;
  while (raw[start] & 0x80) start += 1;
  return raw.subarray(start + 1);
}
