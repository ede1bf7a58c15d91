// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// The same open loop as benchmarks/live/load.py, for peers that speak Yjs: node load.mjs PLAN
// PLAN is JSON; the result is one line of JSON. `mode`: "steady", "ladder", "write" or "count".
import { readdirSync, readFileSync } from "node:fs";
import { join, read } from "./wire.mjs";

const plan = JSON.parse(process.argv[2]);
const MARK = /~(\d+)\.(\d+)~/g;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => performance.now() / 1000;

/** Seconds on a core: of a living process and all its threads. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").pop().split(" ");
  const whole = (Number(fields[11]) + Number(fields[12])) / 100;
  let living = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    try {
      living += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      // A thread that ended just now.
    }
  }
  return Math.max(living / 1e9, whole - 0.01);
}

function memory(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
}

function spread(values, missing) {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (share) =>
    ordered[Math.min(Math.floor(ordered.length * share), ordered.length - 1)] ?? 0;
  return { count: ordered.length, missing, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The edits of one board in this round, and how far each reader saw each author. */
function watch(people, base) {
  return {
    base,
    edits: Array.from({ length: people }, () => []),
    seen: Array.from({ length: people }, () => new Array(people).fill(base)),
  };
}

const boards = [];
let round = 0;

function readMarks(board, reader, raw) {
  const { edits, seen, base } = board.watch;
  const moment = now();
  for (const [, a, n] of raw.toString("latin1").matchAll(MARK)) {
    const author = Number(a);
    const number = Number(n);
    if (author === reader || number <= seen[reader][author]) continue;
    for (let at = seen[reader][author] - base; at < number - base; at += 1) {
      const edit = edits[author][at];
      if (!edit) break;
      edit.seenBy += 1;
      if (edit.seenBy === plan.people - 1) edit.done = moment;
    }
    seen[reader][author] = number;
  }
}

function startRound() {
  const base = round * 1_000_000;
  round += 1;
  for (const board of boards) board.watch = watch(plan.people, base);
}

async function joinAll() {
  const start = now();
  const times = [];
  const waiting = [];
  for (let b = 0; b < plan.boards; b += 1) {
    const board = { name: `board-${b}`, clients: [] };
    boards.push(board);
    for (let p = 0; p < plan.people; p += 1) {
      waiting.push(
        join(plan.kind, plan.port, board.name, (raw) => board.watch && readMarks(board, p, raw))
          .then((client) => {
            board.clients[p] = client;
            times.push(now() - start);
          })
          .catch(() => {}),
      );
    }
  }
  await Promise.race([Promise.all(waiting), sleep(60_000)]);
  return spread(times, plan.boards * plan.people - times.length);
}

async function edit(rate, seconds) {
  const turns = [];
  for (let b = 0; b < plan.boards; b += 1) {
    for (let p = 0; p < plan.people; p += 1) turns.push([boards[b], p]);
  }
  for (let at = turns.length - 1; at > 0; at -= 1) {
    const other = (at * 7919 + plan.seed) % (at + 1);
    [turns[at], turns[other]] = [turns[other], turns[at]];
  }
  const start = now() + 0.05;
  const count = Math.floor(rate * seconds);
  for (let k = 0; k < count; ) {
    const wait = start + k / rate - now();
    if (wait > 0) await sleep(Math.max(wait * 1000, 1));
    for (let done = 0; k < count && start + k / rate <= now() && done < 50; k += 1, done += 1) {
      const [board, person] = turns[k % turns.length];
      const edits = board.watch.edits[person];
      edits.push({ due: start + k / rate, seenBy: 0, done: null });
      const mark = `~${person}.${board.watch.base + edits.length}~`;
      board.clients[person]?.edit(
        `card-${person}-${edits.length % 2}`,
        `${mark} een notitie van ongeveer honderd tekens, zoals er veel op een bord terechtkomen`,
      );
    }
    await new Promise((done) => setImmediate(done));
  }
}

async function allSeen(seconds) {
  const end = now() + seconds;
  const open = () =>
    boards.some((b) => b.watch.edits.some((e) => e.some((one) => one.done === null)));
  while (now() < end && open()) await sleep(50);
}

async function measure(rate, seconds, settle) {
  startRound();
  const [before, own, began] = [cpu(plan.pid), process.cpuUsage(), now()];
  await edit(rate, seconds);
  const taken = now() - began;
  const used = (cpu(plan.pid) - before) / taken;
  const mine = process.cpuUsage(own);
  await allSeen(3);
  const edits = boards.flatMap((b) => b.watch.edits.flat()).filter((e) => e.due >= began + settle);
  const came = edits.filter((e) => e.done !== null).map((e) => e.done - e.due);
  return {
    seen: spread(came, edits.length - came.length),
    cpu: used,
    load_cpu: (mine.user + mine.system) / 1e6 / taken,
  };
}

async function climb(outcome) {
  outcome.ladder_ended = "the end of the ladder";
  for (const rate of plan.ladder) {
    let step = null;
    let good = false;
    for (let attempt = 0; attempt < 2 && !good; attempt += 1) {
      if (attempt) await sleep(1000);
      step = await measure(rate, plan.step + plan.settle, plan.settle);
      good = step.seen.p95 < plan.limit && step.seen.missing === 0;
    }
    if (!good) {
      outcome.ladder_ended =
        `${rate}/s: p95 ${Math.round(step.seen.p95 * 1000)} ms, ${step.seen.missing} missing, ` +
        `server core ${Math.round(step.cpu * 100)}%, load core ${Math.round(step.load_cpu * 100)}%`;
      return;
    }
    outcome.most = rate;
    outcome.most_p95 = step.seen.p95;
    outcome.most_cpu = step.cpu;
    outcome.most_load_cpu = step.load_cpu;
  }
}

async function load() {
  const outcome = { who: plan.kind, scenario: plan.scenario, memory_idle: memory(plan.pid) };
  outcome.join = await joinAll();
  outcome.joined = outcome.join.count;
  outcome.memory_joined = memory(plan.pid);
  await sleep(1000);
  if (plan.mode === "ladder") await climb(outcome);
  else
    Object.assign(outcome, await measure(plan.boards * plan.people * plan.rate, plan.seconds, 0));
  outcome.memory_end = memory(plan.pid);
  return outcome;
}

/** New cards at the scenario's rate, until everyone saw them all; then wait to be killed. */
async function write() {
  await joinAll();
  startRound();
  const count = Math.floor(plan.rate * plan.seconds);
  const start = now();
  for (let k = 0; k < count; k += 1) {
    const wait = start + k / plan.rate - now();
    if (wait > 0) await sleep(wait * 1000);
    const person = k % plan.people;
    const edits = boards[0].watch.edits[person];
    edits.push({ due: now(), seenBy: 0, done: null });
    boards[0].clients[person].edit(`card-${k}`, `~${person}.${edits.length}~ een kaart`);
  }
  await allSeen(5);
  const missing = boards[0].watch.edits.flat().filter((e) => e.done === null).length;
  const acks = boards[0].clients.reduce((sum, client) => sum + client.acks, 0);
  return { written: count, missing, acks };
}

const work = { steady: load, ladder: load, write };
const result =
  plan.mode === "count"
    ? { count: await read(plan.kind, plan.port, "board-0") }
    : await work[plan.mode]();
process.stdout.write(`${JSON.stringify(result)}\n`);
if (plan.mode === "write") await sleep(60_000);
process.exit(0);
