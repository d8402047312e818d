import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { assign, createPool, type MentorProfile, startRound } from '#shared/matching/index.ts';
import { drawRows } from './draw-rows.ts';
import { firstCome, greedy } from './greedy.ts';
import { type Instance, makeDense, makeSparse, matrixOf, sumOf } from './instances.ts';
import { makeContext, makeMentor, makeNewcomer } from './people.ts';
import { percentile, type Row, report, row } from './rows.ts';
import { solveWithHighs, solveWithScipy } from './solvers.ts';

/*
 * Matching beside what one would use instead, on the same seeded instances in the same run. `npm run bench` stays under
 * two minutes; `--full` takes the large sizes. Ratios are what counts, since machines differ. Times are of the working
 * thread, so that a busy machine tells the same. Not a test: nothing fails.
 */

const isFull = process.argv.includes('--full');
const rows: Row[] = [];
const add = (...more: Parameters<typeof row>) => {
  rows.push(row(...more));
  console.log(JSON.stringify(rows.at(-1)));
};

/** Milliseconds that this thread has worked: what a quiet machine's clock would show, whoever else is at work here. */
const worked = (): number => {
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

const benchPeers = async () => {
  const require = createRequire(import.meta.url);
  const munkresJs: (costs: number[][]) => [number, number][] = require('munkres-js');
  const { default: munkres } = await import('munkres');
  const { linearSumAssignment } = await import('linear-sum-assignment');
  const n = isFull ? 1_000 : 300;
  besidePeer('munkres-js', makeDense(n), { least: isFull ? 1_000 : 100, solve: munkresJs });
  const large = isFull ? 5_000 : 1_500;
  besidePeer('munkres', makeDense(large), {
    least: isFull ? 30 : 10,
    solve: (costs) => munkres(costs) as [number, number][],
  });
  besidePeer('linear-sum-assignment', makeDense(isFull ? 2_000 : 500), {
    least: 10,
    solve: (costs) => {
      const { rowAssignments } = linearSumAssignment(costs, { maximaze: false });
      return Array.from(rowAssignments, (column, i) => [i, column] as const);
    },
  });
  const dense = makeDense(large);
  const scipy = solveWithScipy(dense);
  if (scipy) {
    const ours = time(() => assign(dense.input), 3);
    requireSame('scipy', ours.result.total, scipy.total);
    add(`assign beside scipy linear_sum_assignment, dense, n = ${large}`, {
      value: scipy.ms / ours.ms,
      unit: `× as fast (${ours.ms.toFixed(0)} ms, theirs ${scipy.ms.toFixed(0)} ms)`,
      least: isFull ? 20 : 5,
      peer: { name: 'scipy', value: 1 },
    });
  }
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
  const newcomers = Array.from({ length: n }, (_, i) => makeNewcomer(i));
  const mentors = Array.from({ length: m }, (_, i) => makeMentor(i));
  const { ms, result: round } = time(() => startRound(newcomers, mentors, makeContext(m)));
  add(`a round of ${n} × ${m} from profiles, decided and proved`, {
    value: ms / 1_000,
    unit: 's',
    most: isFull ? 3 : 1,
  });
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
await benchPeers();
benchSparse();
benchRound();
benchPool();
console.log(
  `load at the end ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
report(rows, 'docs/bench/matching.json');
drawRows(rows, 'docs/bench/matching.svg');
