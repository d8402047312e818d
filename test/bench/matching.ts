import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { helpWithRows } from '#functions/round/row-help.ts';
import { assign, createPool, type MentorProfile, startRound } from '#shared/matching/index.ts';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { createPanel } from '#shared/matching/panel.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { createReader } from '#shared/matching/pool-reader.ts';
import { isFull as isBatchFull } from '#shared/matching/pool-scorer.ts';
import { makeRow } from '#shared/matching/round-row.ts';
import { createPlainScan, createRowScan, type RowScan } from '#shared/matching/row-scan.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { drawRows } from './draw-rows.ts';
import { firstCome, greedy } from './greedy.ts';
import { type Instance, makeDense, makeSparse, matrixOf, sumOf } from './instances.ts';
import { makeContext, makeMentor, makeNewcomer } from './people.ts';
import { reasons } from './reasons.ts';
import { kept, percentile, type Row, report, row, writeTable } from './rows.ts';
import { solveWithHighs, solveWithScipy } from './solvers.ts';

/*
 * Matching beside what one would use instead, on the same seeded instances in the same run. `npm run bench` stays under
 * two minutes and only prints; `--full` takes the large sizes and keeps its rows, and after it one may name the parts
 * to run: rows of the other parts stay as they were, and each part has a process of its own, since one row is the most
 * memory that it took. Ratios are what counts, since machines differ. Times are of the working thread, so that a busy
 * machine tells the same as far as its caches let it; rounds alone, which work in two threads, go by the clock. Not a
 * test: nothing fails.
 */

const isFull = process.argv.includes('--full');
const path = 'docs/bench/matching.json';
const intro = `# Matching, measured

Made by \`npm run bench -- --full\` (and part by part: \`npm run bench -- --full round pool\`) on two cores that other work
shared, so times are of the working thread and longer than on a quiet machine. Rounds work in two threads and go by the
clock. Targets are those of the design, at its sizes.`;
const rows: Row[] = [];
let part = '';
const add = (name: string, figures: Parameters<typeof row>[1]) => {
  rows.push({ part, ...row(name, figures) });
  console.log(JSON.stringify(rows.at(-1)));
};

/**
 * Milliseconds that this thread has worked: what a quiet machine's clock would show, whoever else is at work here.
 * Linux brings a thread's own figure up to date at clock ticks only, four milliseconds apart; asking for the whole
 * process's first brings it up to date at once, to the microsecond.
 */
const worked = (): number => {
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Milliseconds of work of the best of a few runs, and what the last one gave. */
const time = <T>(run: () => T, times = 1): { ms: number; result: T } => {
  let ms = Number.POSITIVE_INFINITY;
  let result!: T;
  for (let i = 0; i < times; i += 1) {
    const start = worked();
    result = run();
    ms = Math.min(ms, worked() - start);
  }
  return { ms, result };
};

/** Seconds by the clock, and of this thread's work, that a round of made-up people takes in as many threads as suit it. */
const timeRound = (newcomerCount: number, mentorCount: number) => {
  const newcomers = Array.from({ length: newcomerCount }, (_, i) => makeNewcomer(i));
  const mentors = Array.from({ length: mentorCount }, (_, i) => makeMentor(i));
  const began = performance.now();
  const { ms, result: round } = time(() =>
    startRound(newcomers, mentors, makeContext(mentorCount), { help: helpWithRows }),
  );
  const byTheClock = (performance.now() - began) / 1_000;
  return {
    round,
    byTheClock,
    unit: `s by the clock (${(ms / 1_000).toFixed(2)} s of work in the round’s own thread)`,
  };
};

const requireSame = (name: string, ours: number, theirs: number) => {
  if (ours !== theirs) throw new Error(`${name} found ${theirs}, and assign() ${ours}.`);
};

/** How many times as fast as a peer that minimizes a matrix of costs. */
const besidePeer = (
  name: string,
  instance: Instance,
  { least, solve }: { least: number; solve: (costs: number[][]) => readonly (readonly [number, number])[] },
) => {
  const ours = time(() => assign(instance.input), 3);
  const costs = matrixOf(instance, (value) => -value);
  const theirs = time(() => solve(costs));
  requireSame(name, ours.result.total, sumOf(instance, theirs.result));
  const speedup = theirs.ms / ours.ms;
  add(`assign beside ${name}, dense, n = ${instance.input.newcomers}`, {
    value: speedup,
    unit: `× as fast (${ours.ms.toFixed(0)} ms, theirs ${theirs.ms.toFixed(0)} ms)`,
    least,
    peer: { name, value: 1 },
  });
};

const require = createRequire(import.meta.url);

const benchMunkresJs = () => {
  const munkresJs: (costs: number[][]) => [number, number][] = require('munkres-js');
  const n = isFull ? 1_000 : 300;
  besidePeer('munkres-js', makeDense(n), { least: isFull ? 1_000 : 100, solve: munkresJs });
};

const benchMunkres = async () => {
  const { default: munkres } = await import('munkres');
  besidePeer('munkres', makeDense(isFull ? 5_000 : 1_500), {
    least: isFull ? 30 : 10,
    solve: (costs) => munkres(costs) as [number, number][],
  });
};

const benchLinearSum = async () => {
  const { linearSumAssignment } = await import('linear-sum-assignment');
  besidePeer('linear-sum-assignment', makeDense(isFull ? 2_000 : 500), {
    least: 10,
    solve: (costs) => {
      const { rowAssignments } = linearSumAssignment(costs, { maximaze: false });
      return Array.from(rowAssignments, (column, i) => [i, column] as const);
    },
  });
};

const benchScipy = () => {
  const n = isFull ? 5_000 : 1_500;
  const dense = makeDense(n);
  const scipy = solveWithScipy(dense);
  if (!scipy) return;
  const ours = time(() => assign(dense.input), 3);
  requireSame('scipy', ours.result.total, scipy.total);
  add(`assign beside scipy linear_sum_assignment, dense, n = ${n}`, {
    value: scipy.ms / ours.ms,
    unit: `× as fast (${ours.ms.toFixed(0)} ms, theirs ${scipy.ms.toFixed(0)} ms)`,
    least: isFull ? 20 : 5,
    peer: { name: 'scipy', value: 1 },
  });
};

const benchHighs = async () => {
  const small = makeSparse({ newcomers: 300, mentors: 150, pairsEach: 20, places: 2 });
  const highs = await solveWithHighs(small);
  const ours = time(() => assign(small.input), 3);
  requireSame('HiGHS', ours.result.total, highs.total);
  add('assign beside HiGHS (WASM), 300 × 150, 20 pairs each', {
    value: highs.ms / ours.ms,
    unit: `× as fast (${ours.ms.toFixed(1)} ms, theirs ${highs.ms.toFixed(0)} ms)`,
    least: 10,
    peer: { name: 'HiGHS', value: 1 },
  });
};

/** Pairs of a made-up population a second and thread, newcomers made ready beforehand. */
const benchPairs = () => {
  const [newcomers, mentors] = [1_000, 5_000];
  const setting = createSetting(makeContext(mentors), rubricV1);
  const columns = createColumns();
  for (let i = 0; i < mentors; i += 1) append(columns, makeMentor(i));
  const ready = Array.from({ length: newcomers }, (_, i) => readyNewcomer(makeNewcomer(i), setting));
  const panel = createPanel(columns, setting);
  const decide = (scan: RowScan) => () => {
    for (const newcomer of ready) makeRow(newcomer, { columns, setting, scan, pair: () => {} });
  };
  const scoreAllInPanel = () => {
    for (const newcomer of ready) panel?.(newcomer)?.compareAll();
  };
  const scoreAll = () => {
    for (const newcomer of ready) {
      const { failedGates, add, score, batch } = createReader(columns, newcomer, setting);
      for (let at = 0; at < mentors; at += 1) {
        failedGates(at);
        add(at);
        if (!isBatchFull(batch) && at < mentors - 1) continue;
        score();
        batch.count = 0;
      }
    }
  };
  const rate = (run: () => void) => (newcomers * mentors) / time(run).ms / 1_000;
  const unit = 'million pairs a second and thread';
  /** Turn about, so that whatever else is at work here slows both alike. */
  const besidePlain = (plain: () => void, inPanel: () => void): { plain: number; inPanel: number } => {
    const rates = { plain: 0, inPanel: 0 };
    for (let turn = 0; turn < 5; turn += 1) {
      rates.plain = Math.max(rates.plain, rate(plain));
      rates.inPanel = Math.max(rates.inPanel, rate(inPanel));
    }
    return rates;
  };
  const gatesFirst = besidePlain(
    decide(createPlainScan(columns, setting)),
    decide(createRowScan(columns, setting)),
  );
  const skipNothing = besidePlain(scoreAll, scoreAllInPanel);
  for (const [name, { plain, inPanel }, least, leastInPanel] of [
    ['full rubric, gates first, with the newcomer’s tables', gatesFirst, 30, 100],
    ['full rubric, nothing skipped', skipNothing, 8, 35],
  ] as const) {
    add(name, { value: plain, unit, least });
    const peer = { name: 'plain TypeScript', value: plain };
    const ratio = `(${(inPanel / plain).toFixed(1)} × plain TypeScript)`;
    add(`${name}, WASM SIMD`, { value: inPanel, unit: `${unit} ${ratio}`, least: leastInPanel, peer });
  }
};

const benchSparse = () => {
  const size = isFull ? { newcomers: 100_000, mentors: 50_000 } : { newcomers: 20_000, mentors: 10_000 };
  for (const [name, places] of [['tight', 2] as const, ['scarce', 1] as const]) {
    const instance = makeSparse({ ...size, pairsEach: 100, places });
    const { ms, result } = time(() => assign(instance.input));
    const label = `${size.newcomers} × ${size.mentors}, 100 pairs each, ${name}`;
    add(`assign, ${label}`, { value: ms / 1_000, unit: 's', most: isFull ? 300 : 60 });
    add(`certificate, ${label}`, {
      value: result.certificate.dual - result.total + result.certificate.violated,
      unit: 'gap',
      most: 0,
    });
    const peers = { greedy: greedy(instance), 'first come': firstCome(instance) };
    const matched = result.mentorOf.filter((mentor) => mentor >= 0).length;
    for (const [peer, found] of Object.entries(peers)) {
      add(`total lost by ${peer}, ${label}`, {
        value: 100 * (1 - found.total / result.total),
        unit: `% (leaves ${size.newcomers - found.matched} out, we ${size.newcomers - matched})`,
        least: 0,
      });
    }
  }
};

const benchRound = () => {
  const [n, m] = isFull ? [10_000, 5_000] : [1_500, 750];
  const { round, byTheClock, unit } = timeRound(n, m);
  add(`a round of ${n} × ${m} from profiles, decided and proved`, {
    value: byTheClock,
    unit,
    most: isFull ? 3 : 1,
  });
  add('memory of the process then', { value: process.memoryUsage.rss() / 2 ** 20, unit: 'MiB', most: 1_024 });
  const { total, certificate, proposals } = round.plan();
  add(`certificate of that round, over every pair`, {
    value: certificate.dual - total + certificate.violated,
    unit: 'gap',
    most: 0,
  });
  const samples = Array.from({ length: 200 }, (_, i) => proposals[(i * 7_919) % proposals.length]!).map(
    (proposal) => time(() => round.resolve(proposal)).ms,
  );
  add(`deciding that round again after a rejection, p99`, {
    value: percentile(samples, 0.99),
    unit: 'ms',
    most: 10,
  });
};

/** A round that has far more possible pairs than it keeps. In full mode alone: it takes minutes. */
const benchLargeRound = () => {
  if (!isFull) return;
  const [n, m] = [100_000, 50_000];
  const { round, byTheClock, unit } = timeRound(n, m);
  add(`a round of ${n} × ${m} from profiles, decided and proved`, { value: byTheClock, unit, most: 300 });
  const peak = process.resourceUsage().maxRSS / 2 ** 10;
  add(`memory of the process at most, ${n} × ${m}`, { value: peak, unit: 'MiB', most: 2_048 });
  const { total, certificate } = round.plan();
  add(`certificate of that round, over every pair, ${n} × ${m}`, {
    value: certificate.dual - total + certificate.violated,
    unit: 'gap',
    most: 0,
  });
};

const benchPool = () => {
  const count = isFull ? 1_000_000 : 50_000;
  const mentors = function* (): Generator<MentorProfile> {
    for (let i = 0; i < count; i += 1) yield makeMentor(i);
  };
  const pool = createPool(mentors(), makeContext(count));
  add(`a mentor in the pool`, { value: pool.bytes() / count, unit: 'bytes', most: 128 });
  const samples = Array.from({ length: 400 }, (_, i) => time(() => pool.best(makeNewcomer(i), 10)).ms).slice(
    100,
  );
  add(`best 10 of ${count}, p50`, { value: percentile(samples, 0.5), unit: 'ms', most: 2 });
  add(`best 10 of ${count}, p99`, { value: percentile(samples, 0.99), unit: 'ms', most: 10 });
};

console.log(
  `${cpus().length} cores, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
const parts: Record<string, () => void | Promise<void>> = {
  'munkres-js': benchMunkresJs,
  munkres: benchMunkres,
  'linear-sum-assignment': benchLinearSum,
  scipy: benchScipy,
  highs: benchHighs,
  sparse: benchSparse,
  pairs: benchPairs,
  round: benchRound,
  'large-round': benchLargeRound,
  pool: benchPool,
};
const order = Object.keys(parts);

/** Keeps the rows so far, beside those of parts that did not run. */
const keep = () => {
  const ran = new Set(rows.map((each) => each.part));
  const others = kept(path).filter((each) => each.part !== undefined && !ran.has(each.part));
  const all = [...others, ...rows].sort((x, y) => order.indexOf(x.part ?? '') - order.indexOf(y.part ?? ''));
  report(all, path);
  writeTable(all, 'docs/bench/matching.md', { intro, reasons });
  drawRows(all, 'docs/bench/matching.svg');
};

const named = process.argv.slice(2).filter((word) => word in parts);
const wanted = named.length > 0 ? order.filter((name) => named.includes(name)) : order;
for (const name of wanted) {
  part = name;
  if (isFull && wanted.length > 1) {
    const { status } = spawnSync(process.execPath, [process.argv[1]!, '--full', name], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`The part ${name} did not end well.`);
  } else {
    await parts[name]!();
    if (isFull) keep();
  }
}
console.log(
  `load at the end ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
if (!isFull) console.table(rows);
