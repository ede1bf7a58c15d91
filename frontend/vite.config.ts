// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { compressed } from "./build/compressed";
import { icons } from "./build/icons";

const here = fileURLToPath(new URL(".", import.meta.url));
const product = fileURLToPath(new URL("../netwerkbouwer", import.meta.url));

// Twelve hex characters: what the server takes as a name that never changes its contents.
const HASHED = "[name].[hash:12]";

export default defineConfig({
  root: here,
  base: "./",
  publicDir: false,
  plugins: [
    svelte(),
    icons({
      list: `${here}icons.txt`,
      tabler: `${here}node_modules/@tabler/icons/icons/outline`,
    }),
    compressed(),
  ],
  build: {
    outDir: `${product}/static/dist`,
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0, // the content security policy knows no data: addresses
    modulePreload: { polyfill: false },
    target: ["chrome111", "firefox114", "safari16.4"],
    rolldownOptions: {
      input: { main: `${here}main.ts`, board: `${here}board.ts`, worker: `${here}live/worker.ts` },
      output: {
        hashCharacters: "hex",
        entryFileNames: `${HASHED}.js`,
        chunkFileNames: `${HASHED}.js`,
        assetFileNames: `${HASHED}[extname]`,
      },
    },
  },
});
