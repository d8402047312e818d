import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { startDeployment } from '../support/lambda/deployment.ts';
import { freeOfIdle, linesApart, linesOfIdleMonth, measureTick, synthesised } from './cost-idle.ts';
import { linesOfIntroductions } from './cost-introductions.ts';
import { costPage } from './cost-page.ts';
import { createPlay } from './cost-play.ts';
import { type Line, root, sum } from './cost-reckoning.ts';
import { type Row, report, row } from './rows.ts';

/*
 * What it costs: `npm run cost` plays people from sign-up to their first call through the deployable bundles, counts what AWS
 * would bill, and multiplies by `prices.json`. `npm run cost -- 10` plays ten weeks. No free allowance is taken off; what they
 * would take off stands beside it.
 */

const weeks = Number(process.argv[2] ?? 2);
const newcomersAWeek = 20;
const introductions = 1_000;
const introductionsMost = 2;
const idleMost = 5;

const rowsOf = (prefix: string, lines: readonly Line[], most: number): Row[] =>
  lines.map(({ what, dollars, how }) =>
    row(`${prefix}: ${what}`, { value: dollars, unit: `US dollars (${how})`, most }),
  );

execFileSync(process.execPath, ['tools/build.ts', '--if-stale'], { cwd: root, stdio: 'inherit' });
const deployment = await startDeployment();
try {
  const play = createPlay(deployment);
  await play.begin();
  for (let week = 1; week <= weeks; week += 1) {
    const started = performance.now();
    await play.week(week, newcomersAWeek);
    console.log(
      `week ${week} of ${weeks}: ${play.played.connected} connected, ${((performance.now() - started) / 1_000).toFixed(0)} s`,
    );
  }
  const { played } = play;
  if (played.connected < 0.8 * weeks * newcomersAWeek || deployment.deadLetters.length > 0)
    throw new Error(
      `Only ${played.connected} were connected, ${deployment.deadLetters.length} messages were lost: nothing can be said.`,
    );
  const lines = linesOfIntroductions(deployment, played, introductions);
  const resources = synthesised();
  const idle = linesOfIdleMonth(resources.deployed, await measureTick(deployment));
  const apart = linesApart(resources);
  const rows: Row[] = [
    row('1,000 introductions, sign-up to connected', {
      value: sum(lines),
      unit: 'US dollars',
      most: introductionsMost,
    }),
    ...rowsOf('1,000 introductions', lines, introductionsMost),
    row('an idle month', { value: sum(idle), unit: 'US dollars', most: idleMost }),
    row('an idle month, allowances that never end taken off', {
      value: sum(idle) - freeOfIdle(idle),
      unit: 'US dollars',
      most: idleMost,
    }),
    ...rowsOf('an idle month', idle, idleMost),
    ...rowsOf('an idle month, apart', apart, 15),
  ];
  report(rows, 'docs/bench/cost.json');
  writeFileSync(`${root}docs/cost.md`, costPage({ played, lines, idle, apart }));
} finally {
  await deployment.stop();
}
