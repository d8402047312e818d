import type { Report } from './report.ts';

const rowHeight = 46;
const left = 250;
const width = 640;

/** The report as a small picture: of a thousand messages, how many came twice, with each way to send. */
export const drawFaults = ({ yardstick, schedules, kills }: Report): string => {
  const rows = (
    [
      ['Alongside', yardstick.ours],
      ['if created: send; save (and a sweeper)', yardstick.sendThenSave],
      ['a guard that runs again what timed out', yardstick.guarded],
    ] as const
  ).map(([name, { doubled, lost, messages }]) => ({ name, lost, of: (doubled * 1_000) / messages }));
  const most = Math.max(...rows.map(({ of }) => of));
  const bars = rows.map(({ name, of, lost }, i) => {
    const y = 56 + i * rowHeight;
    const long = Math.max(1, (of / most) * (width - left - 130));
    return `<text x="16" y="${y + 17}">${name}</text><rect x="${left}" y="${y}" width="${long.toFixed(1)}" height="24" rx="3" fill="${i === 0 ? '#2f6d62' : '#b5651d'}"/><text x="${(left + long + 8).toFixed(1)}" y="${y + 17}">${of.toFixed(0)} twice, ${lost} lost</text>`;
  });
  const below = 56 + rows.length * rowHeight + 14;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${below + 38}" role="img" aria-label="Of a thousand messages under faults, how many came twice" font-family="sans-serif" font-size="12.5" fill="#24302d">
<rect width="100%" height="100%" fill="#fbf9f4"/>
<text x="16" y="30" font-size="15" font-weight="600">Of 1,000 messages under the same faults</text>
${bars.join('\n')}
<g fill="#5b6763"><text x="16" y="${below}">${schedules.toLocaleString('en')} schedules, ${kills.toLocaleString('en')} kills of the worker.</text>
<text x="16" y="${below + 18}">Ours come twice only where SES’s answer and its events were both lost.</text></g>
</svg>
`;
};
