import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '#functions/data/table-client.ts';
import { contentsOf, exportLines, importLines } from '#functions/data/table-copy.ts';
import { drill, exportedLines } from '#functions/local/drill.ts';
import { createCast } from '#test/support/cast.ts';
import { freshTable, servicesOn, useTable } from '#test/support/table.ts';

const table = useTable();
const folder = mkdtempSync(join(tmpdir(), 'alongside-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A community of a few, exported. */
const exported = async () => {
  const here = await freshTable(table);
  const services = servicesOn(here);
  const cast = createCast(services);
  const { mentor } = await cast.mentor({ name: 'Dañа <b>' });
  for (let count = 0; count < 30; count += 1) {
    const { newcomer, person } = await cast.newcomer();
    const match = await cast.match(newcomer, mentor);
    await cast.message({ kind: 'offer-mentor', personId: person.id, matchId: match.id });
  }
  const client = createClient(here.endpoint);
  const lines: string[] = [];
  for await (const line of exportLines(client, here.environment.TABLE_NAME ?? '')) lines.push(line);
  client.destroy();
  return { lines, services };
};

test('a community comes back from an export of DynamoDB’s own form, item by item, and opens with its keys', async () => {
  const { lines, services } = await exported();
  writeFileSync(join(folder, 'a.json.gz'), gzipSync(`${lines.slice(0, 20).join('\n')}\n`));
  writeFileSync(join(folder, 'b.json.gz'), gzipSync(`${lines.slice(20).join('\n')}\n`));
  writeFileSync(join(folder, 'manifest-files.json.gz'), gzipSync('{"dataFileS3Key":"a"}\n'));
  const result = await drill(() => exportedLines(folder), services.vault);
  expect(result).toMatchObject({ passed: true, items: lines.length, opened: 31 });
  expect(result.after).toEqual(result.before);
  expect(result.after.counts).toMatchObject({ newcomer: 30, mentor: 1, match: 30, intent: 30, person: 31 });
});

test('a lost item, a changed one and an empty export do not pass', async () => {
  const { lines } = await exported();
  const all = await contentsOf(lines);
  expect((await contentsOf(lines.toReversed())).digest).toBe(all.digest);
  expect((await contentsOf(lines.slice(1))).digest).not.toBe(all.digest);
  expect((await contentsOf([lines[0]!.replace('"S":"', '"S":"x'), ...lines.slice(1)])).digest).not.toBe(
    all.digest,
  );
  const empty = await drill(async function* () {}, null);
  expect(empty.passed).toBe(false);
  await expect(drill(() => exportedLines(join(folder, 'nowhere')), null)).rejects.toThrow(
    /no exported lines/,
  );
});

test('with other keys nothing opens, and the drill says so', async () => {
  const { lines } = await exported();
  const other = await freshTable(table);
  const { vault } = servicesOn({
    ...other,
    environment: {
      ...other.environment,
      SECRETS: JSON.stringify({
        contactHash: Buffer.alloc(32, 1).toString('base64'),
        tokens: Buffer.alloc(32, 2).toString('base64'),
        master: Buffer.alloc(32, 3).toString('base64'),
      }),
    },
  });
  const again = async function* () {
    yield* lines;
  };
  await expect(drill(again, vault)).rejects.toThrow();
});

test('importing again is the same', async () => {
  const { lines } = await exported();
  const there = await freshTable(table);
  const name = there.environment.TABLE_NAME ?? '';
  const client = createClient(there.endpoint);
  expect(await importLines(client, name, lines)).toBe(lines.length);
  expect(await importLines(client, name, lines)).toBe(lines.length);
  expect(await contentsOf(exportLines(client, name))).toEqual(await contentsOf(lines));
  client.destroy();
});
