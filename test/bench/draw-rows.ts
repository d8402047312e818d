import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './rows.ts';

/* Rows as a picture: a bar says how far a target is met, on a scale of powers of ten; the line in the middle is the target. */

const [width, rowHeight, barStart, barMiddle] = [960, 26, 520, 700];

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Powers of ten by which a row is better than its target; less than 0 if it is not met. */
const margin = ({ target, value, met }: Row): number => {
  if (target === 0 || value === 0) return met ? 0.1 : -1;
  const distance = Math.abs(Math.log10(value / target));
  return met ? Math.max(0.02, distance) : -Math.max(0.02, distance);
};

const drawRow = (row: Row, at: number): string => {
  const y = 40 + at * rowHeight;
  const length = Math.max(-1.5, Math.min(1.5, margin(row))) * 120;
  const x = Math.min(barMiddle, barMiddle + length);
  const figure = `${row.value} ${row.unit.split(' (')[0]}`;
  return [
    `<text x="10" y="${y + 14}">${escapeXml(row.name)}</text>`,
    `<rect x="${x}" y="${y + 4}" width="${Math.abs(length)}" height="12" fill="${row.met ? '#2f6f5e' : '#b4533a'}"/>`,
    `<text x="${width - 10}" y="${y + 14}" text-anchor="end">${escapeXml(figure)}${row.met ? '' : ' (not met)'}</text>`,
  ].join('');
};

/** Draws rows into an SVG at a path from the project's root. */
export const drawRows = (rows: readonly Row[], path: string): void => {
  const height = 60 + rows.length * rowHeight;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="Matching: figures beside their targets">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${barStart}" y="24">worse than the target</text><text x="${barMiddle + 8}" y="24">better, by powers of ten</text>
<line x1="${barMiddle}" x2="${barMiddle}" y1="30" y2="${height - 20}" stroke="#444"/>
${rows.map(drawRow).join('\n')}
</svg>
`;
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
};
