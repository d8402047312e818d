import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawFaults } from './drawing.ts';
import { runKills } from './kills.ts';
import { runOutage } from './outage.ts';
import { algorithms, tallySchedules } from './parts.ts';
import { toReport } from './report.ts';
import { runSchedule } from './schedule.ts';

/*
 * `npm run faults`: the long mode. Each part is a process of its own, leaves what it found under `.tmp/faults`, and the report is
 * made of all of them. `npm run faults -- schedules kills` runs only those; `-- seed 17` replays one schedule.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}.tmp/faults`;
const schedulesWanted = Number(process.env.FAULTS_SCHEDULES ?? 10_000);
const killsWanted = Number(process.env.FAULTS_KILLS ?? 2_000);
const yardstickSchedules = Math.ceil(schedulesWanted / 10);
/** Seeds of the long mode; the short one has others. */
const firstSeed = 1_000_000;

const say = (part: string, every: number) => (done: number) => {
  if (done % every === 0) console.log(`${part}: ${done}`);
};

const parts: Readonly<Record<string, () => Promise<object>>> = {
  schedules: () =>
    tallySchedules(algorithms.ours, {
      from: firstSeed,
      count: schedulesWanted,
      onProgress: say('schedules', 500),
    }),
  kills: () => runKills(killsWanted, { seed: firstSeed, onProgress: say('kills', 1) }),
  yardstick: async () => ({
    sendThenSave: await tallySchedules(algorithms.sendThenSave, {
      from: firstSeed,
      count: yardstickSchedules,
    }),
    guarded: await tallySchedules(algorithms.guarded, { from: firstSeed, count: yardstickSchedules }),
  }),
  outage: () => runOutage({ waiting: 5_000, outageHours: 6 }),
};

const runPart = async (name: string): Promise<void> => {
  const started = performance.now();
  const found = await parts[name]!();
  const seconds = Math.round((performance.now() - started) / 1_000);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.new`, JSON.stringify({ ...found, seconds }));
  renameSync(`${folder}/${name}.new`, `${folder}/${name}.json`);
  console.log(`${name}: done in ${seconds} s`);
};

const inProcess = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'part', name], {
      stdio: 'inherit',
    });
    child.once('close', (code) => resolve(code === 0));
  });

const writeReport = (): boolean => {
  const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
  const missing = Object.keys(parts).filter((name) => !existsSync(`${folder}/${name}.json`));
  if (missing.length > 0) {
    console.log(`no report yet: ${missing.join(', ')} not run`);
    return true;
  }
  const report = toReport(Object.fromEntries(Object.keys(parts).map((name) => [name, read(name)])));
  mkdirSync(`${root}docs/faults`, { recursive: true });
  writeFileSync(`${root}docs/faults/report.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${root}docs/faults/report.svg`, drawFaults(report));
  console.log(JSON.stringify(report, null, 2));
  return report.lost + report.doubled + report.violations === 0 && report.outage.aboveRate === 0;
};

const main = async (): Promise<void> => {
  const [what, ...rest] = process.argv.slice(2);
  if (what === 'part') return runPart(rest[0] ?? '');
  if (what === 'seed') {
    console.log(await runSchedule(Number(rest[0]), algorithms.ours));
    return;
  }
  const wanted = what === undefined ? Object.keys(parts) : [what, ...rest];
  // Two at a time, for two cores: what is long begins first.
  const [schedules, ...others] = wanted;
  const ran = await Promise.all([
    inProcess(schedules ?? ''),
    (async () => {
      let ok = true;
      for (const name of others) ok = (await inProcess(name)) && ok;
      return ok;
    })(),
  ]);
  if (ran.includes(false) || !writeReport()) process.exitCode = 1;
};

await main();
