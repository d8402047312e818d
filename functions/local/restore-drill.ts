import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '#functions/data/table-client.ts';
import { exportLines } from '#functions/data/table-copy.ts';
import { createLocalKeyService } from '#functions/vault/key-service.ts';
import { createVault } from '#functions/vault/vault.ts';
import { type DrillResult, drill, exportedLines } from './drill.ts';
import { startDatabase } from './dynoxide.ts';
import { takeLock } from './lock.ts';
import { readOrMakeSecrets } from './secrets-file.ts';

/*
 * `npm run restore-drill`: shows that a backup can be brought back. Exports the data folder (`--data FOLDER`, while the
 * service is stopped) or takes a DynamoDB export that was downloaded (`--from FOLDER`), imports it into a fresh table and
 * compares. The data itself is not touched.
 */

const tell = ({ items, before, after, opened, passed }: DrillResult): void => {
  const types = [...new Set([...Object.keys(before.counts), ...Object.keys(after.counts)])].sort();
  for (const type of types)
    console.log(`${type.padEnd(18)} ${before.counts[type] ?? 0} → ${after.counts[type] ?? 0}`);
  console.log(`${items} items, ${before.digest.slice(0, 16)} → ${after.digest.slice(0, 16)}`);
  console.log(
    opened === null ? 'sealed fields: not tried, their keys are in KMS' : `${opened} people opened`,
  );
  console.log(passed ? 'The drill passed.' : 'The drill FAILED: what came back is not what went out.');
  process.exitCode = passed ? 0 : 1;
};

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

const drillDataFolder = async (folder: string): Promise<void> => {
  if (!existsSync(join(folder, 'table.db'))) throw new Error(`${folder} holds no table.db.`);
  const lock = await takeLock(folder);
  const copy = mkdtempSync(join(tmpdir(), 'alongside-drill-'));
  try {
    const database = await startDatabase(join(folder, 'table.db'));
    try {
      const client = createClient(database.endpoint);
      await writeFile(join(copy, 'table.jsonl'), ended(exportLines(client, 'alongside')), { mode: 0o600 });
      client.destroy();
    } finally {
      await database.stop();
    }
    const { master, contactHash } = readOrMakeSecrets(folder);
    const key = (text: string) => Buffer.from(text, 'base64');
    tell(
      await drill(
        () => exportedLines(copy),
        createVault(createLocalKeyService(key(master)), key(contactHash)),
      ),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
    lock.release();
  }
};

const { values } = parseArgs({
  options: { data: { type: 'string', default: '.data' }, from: { type: 'string' } },
});
const { from, data } = values;
try {
  await (from ? drill(() => exportedLines(resolve(from)), null).then(tell) : drillDataFolder(resolve(data)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
