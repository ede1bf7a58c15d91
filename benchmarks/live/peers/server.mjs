// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// A peer's own server with its own storage and its own defaults: node server.mjs KIND PORT FOLDER
import { createServer } from "node:http";

const [kind, port, folder] = process.argv.slice(2);

if (kind === "hocuspocus") {
  const { Server } = await import("@hocuspocus/server");
  const { SQLite } = await import("@hocuspocus/extension-sqlite");
  const server = new Server({
    port: Number(port),
    address: "127.0.0.1",
    quiet: true,
    extensions: [new SQLite({ database: `${folder}/documents.sqlite` })],
  });
  await server.listen();
} else {
  process.env.YPERSISTENCE = `${folder}/leveldb`;
  const { setupWSConnection } = await import("@y/websocket-server/utils");
  const { WebSocketServer } = await import("ws");
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on("connection", setupWSConnection);
  const server = createServer((_request, response) => response.end("okay"));
  server.on("upgrade", (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (one) => sockets.emit("connection", one, request)),
  );
  server.listen(Number(port), "127.0.0.1");
}
