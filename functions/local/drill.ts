import { createReadStream, globSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient } from '#functions/data/table-client.ts';
import { type Contents, contentsOf, exportLines, importLines } from '#functions/data/table-copy.ts';
import type { Services } from '#functions/services.ts';
import { startDatabase } from './dynoxide.ts';

const tableName = 'restored';

/** What a drill found. */
export type DrillResult = {
  readonly items: number;
  readonly before: Contents;
  readonly after: Contents;
  /** How many people's sealed fields were opened with the keys that are at hand; null if there are none. */
  readonly opened: number | null;
  readonly passed: boolean;
};

/** Lines of a DynamoDB export to S3, as it was downloaded: `data/*.json.gz`. */
export async function* exportedLines(folder: string): AsyncGenerator<string> {
  const files = globSync('**/*.{json.gz,jsonl}', { cwd: folder }).filter((file) => !/manifest/.test(file));
  if (files.length === 0) throw new Error(`${folder} holds no exported lines (*.json.gz or *.jsonl).`);
  for (const file of files.sort()) {
    const bytes = createReadStream(join(folder, file));
    const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line.trim() !== '') yield line;
  }
}

/** Opens the contact of everybody in a restored table: a backup without its keys would be worth nothing. */
const openAll = async (lines: AsyncIterable<string>, vault: Services['vault']): Promise<number> => {
  let opened = 0;
  for await (const line of lines) {
    const { Item } = JSON.parse(line) as { Item: Record<string, { S?: string }> };
    const { type, id, wrappedKey, contact } = Item;
    if (type?.S !== 'person' || !id?.S || !wrappedKey?.S || !contact?.S) continue;
    (await vault.unlock(wrappedKey.S, id.S)).open('contact', contact.S);
    opened += 1;
  }
  return opened;
};

/**
 * Restores into a fresh table and compares: counts by type, one fingerprint of every item, and whether the keys still open
 * what is sealed.
 * @param lines gives the exported lines, each time from the beginning.
 * @param vault of the keys that belong to them, if they are at hand.
 * @throws if something sealed does not open.
 */
export const drill = async (
  lines: () => AsyncIterable<string>,
  vault: Services['vault'] | null,
): Promise<DrillResult> => {
  const database = await startDatabase(null);
  try {
    const client = createClient(database.endpoint);
    await ensureLocalTable(client, tableName);
    const before = await contentsOf(lines());
    const items = await importLines(client, tableName, lines());
    const after = await contentsOf(exportLines(client, tableName));
    const opened = vault && (await openAll(exportLines(client, tableName), vault));
    client.destroy();
    return { items, before, after, opened, passed: items > 0 && before.digest === after.digest };
  } finally {
    await database.stop();
  }
};
