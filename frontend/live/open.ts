// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Opens a board for a screen: what this device knows of it at once, the server as soon as it
 * answers.
 *
 *     const { store, connection, close } = await openBoard(config)
 */
import { type Addresses, Connection } from "./connection";
import { Opening } from "./device";
import { forgetOffline, keepForOffline } from "./offline";
import type { Id } from "./operations";
import { Outbox } from "./outbox";
import { whenQuiet } from "./quiet";
import { Snapshots } from "./snapshots";
import { type Part, Store } from "./store";
import type { World } from "./world";

/** What of the configuration on a page concerns the board; see boards/sessions/config.py. */
export interface BoardConfig {
  board: Id;
  /** The participant. */
  me: number;
  addresses: Addresses;
  /** The projector: sees what everyone may see and changes nothing. */
  screen?: boolean;
  method?: { steps: { zones: { key: string; privateTypes?: string[] }[] }[] };
}

export interface OpenBoard {
  store: Store;
  connection: Connection;
  close(): void;
  /** Forget this board on this device, also what never reached the server. */
  leave(): Promise<void>;
}

const DEVICE_WITHIN = 2_000; // milliseconds
const SNAPSHOT_AFTER = 1_000; // milliseconds of quiet
const SNAPSHOT_AT_LEAST = 5_000;
/** Who is here and who types is not written down. */
const KEPT_PARTS: readonly Part[] = ["me", "session", "votes", "board"];
/** After these the device has no business with the board any more. */
const OVER = new Set(["kicked", "unknown", "denied"]);

function privateTypes(config: BoardConfig): (zone: string, type: string) => boolean {
  const zones = (config.method?.steps ?? []).flatMap((step) => step.zones);
  const found = new Map(zones.map((zone) => [zone.key, new Set(zone.privateTypes ?? [])]));
  return (zone, type) => found.get(zone)?.has(type) ?? false;
}

export async function openBoard(config: BoardConfig, world?: World): Promise<OpenBoard> {
  const queue = `${config.board}:${config.me}`;
  const opening = new Opening();
  const snapshots = new Snapshots(opening);
  const outbox = new Outbox({
    queue,
    opening,
    onTaken: (entries) => store.restore(entries),
    onDurable: (isDurable) => connection.setDurable(isDurable),
  });
  const store: Store = new Store({ keeper: outbox, startsPrivate: privateTypes(config) });
  const connection = new Connection({
    store,
    addresses: config.addresses,
    isScreen: config.screen ?? false,
    ...(world ? { world } : {}),
  });
  if (!config.screen) {
    // A browser whose database hangs may not keep anyone from the board.
    const patience = new Promise<null>((resolve) => setTimeout(resolve, DEVICE_WITHIN, null));
    const known = await Promise.race([snapshots.read(queue), patience]);
    if (known) store.load(known);
    await Promise.race([outbox.takeOver(), patience]);
  }
  const keepSnapshot = whenQuiet(
    () => {
      const snapshot = config.screen ? null : store.snapshot();
      if (snapshot && connection.isConnected) void snapshots.keep(queue, snapshot);
    },
    { quiet: SNAPSHOT_AFTER, atLeast: SNAPSHOT_AT_LEAST },
  );
  store.subscribe(({ cards, parts, isOwn }) => {
    const isKept = cards.size > 0 || KEPT_PARTS.some((part) => parts.has(part));
    if (isKept && !isOwn) keepSnapshot.start();
  });
  connection.subscribe(() => {
    if (!OVER.has(connection.bye?.code ?? "")) return;
    keepSnapshot.stop();
    void snapshots.forget(queue);
    forgetOffline();
  });
  connection.start();
  if (!config.screen) void keepForOffline();
  const close = () => {
    keepSnapshot.stop();
    connection.stop();
    outbox.close();
  };
  return {
    store,
    connection,
    close,
    async leave() {
      close();
      forgetOffline();
      await Promise.all([outbox.wipe(), snapshots.forget(queue)]);
    },
  };
}
