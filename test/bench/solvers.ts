import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Instance } from './instances.ts';

/* Solvers that are no functions of a matrix: a linear program as text, and Python if it is there. */

/** Milliseconds of the thread's work of solving alone, and the total that was found. */
export type Solved = { ms: number; total: number };

/** HiGHS in WASM, given the linear program of the assignment, whose corners are whole. */
export const solveWithHighs = async ({
  input: { newcomers, capacities, edges },
}: Instance): Promise<Solved> => {
  // A CommonJS module whose types speak of a default export that it does not have.
  const require = createRequire(import.meta.url);
  const load: () => Promise<{ solve: (problem: string) => { ObjectiveValue: number } }> = require('highs');
  const highs = await load();
  const name = (e: number) => `x${e}`;
  const all = Array.from(edges.value, (_, e) => e);
  const ofNewcomer = Map.groupBy(all, (e) => edges.newcomer[e]!);
  const ofMentor = Map.groupBy(all, (e) => edges.mentor[e]!);
  const sum = (some: readonly number[]) => some.map(name).join(' + ');
  const lines = [
    'Maximize',
    ` total: ${all.map((e) => `${edges.value[e]} ${name(e)}`).join(' + ')}`,
    'Subject To',
    ...Array.from({ length: newcomers }, (_, i) => ` n${i}: ${sum(ofNewcomer.get(i) ?? [])} <= 1`),
    ...[...ofMentor].map(([j, some]) => ` m${j}: ${sum(some)} <= ${capacities[j]}`),
    'End',
  ];
  const problem = lines.join('\n');
  const start = process.threadCpuUsage();
  const { ObjectiveValue } = highs.solve(problem);
  const { user, system } = process.threadCpuUsage(start);
  return { ms: (user + system) / 1_000, total: Math.round(ObjectiveValue) };
};

const program = `
import sys, time
import numpy
from scipy.optimize import linear_sum_assignment
n = int(sys.argv[1])
values = numpy.frombuffer(sys.stdin.buffer.read(), dtype=numpy.int32).reshape(n, -1).astype(numpy.float64)
start = time.thread_time()
rows, columns = linear_sum_assignment(values, maximize=True)
print((time.thread_time() - start) * 1000, int(values[rows, columns].sum()))
`;

/** scipy's linear_sum_assignment on a dense instance; null if Python or scipy is missing. */
export const solveWithScipy = ({ input: { newcomers, edges } }: Instance): Solved | null => {
  const { value } = edges;
  const input = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const { status, stdout } = spawnSync('python3', ['-c', program, String(newcomers)], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) return null;
  const [ms, total] = stdout.trim().split(' ').map(Number) as [number, number];
  return { ms, total };
};
