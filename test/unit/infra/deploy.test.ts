import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesise } from '#test/support/templates.ts';
import { checkAccount, readOutputs, stacksToDeploy, stageToDeploy } from '../../../infra/deploy/checks.ts';
import { type FileStore, siteFiles, sourceMaps, uploadSite } from '../../../infra/deploy/site-files.ts';
import { requireStage, type StageSettings } from '../../../infra/stages.ts';

const settings: StageSettings = {
  name: 'harbor',
  region: 'us-east-1',
  domain: 'alongside.example.org',
  coordinators: ['dana@example.org'],
};
const stage = requireStage('harbor', [settings]);

describe('what is checked before anything is built', () => {
  test.each([
    ['no name', [], /npm run deploy -- NAME/],
    ['an option for a name', ['--all'], /npm run deploy -- NAME/],
    ['two names', ['a', 'b'], /npm run deploy -- NAME/],
    ['the example', ['example'], /Write one of your own/],
    ['a stage that is not there', ['nowhere'], /no stage “nowhere”/],
  ])('%s is refused in words', (_, args, words) =>
    expect(() => stageToDeploy(args, [settings])).toThrow(words),
  );

  test('a missing domain and a missing coordinator are named at once', () => {
    const lacking = [{ ...settings, domain: '', coordinators: [] }];
    expect(() => stageToDeploy(['harbor'], lacking)).toThrow(/`domain`[\s\S]*`coordinators`/);
  });

  test('no credentials, and those of another account, are refused', () => {
    const own = { ...stage, account: '111122223333' };
    expect(() => checkAccount(own, undefined)).toThrow(/no AWS credentials/);
    expect(() => checkAccount(own, '999999999999')).toThrow(/999999999999.*111122223333/);
    expect(checkAccount(own, '111122223333')).toBe('111122223333');
    expect(checkAccount(stage, '999999999999')).toBe('999999999999');
  });

  test('outputs tell the bucket and the records that are left to do', () => {
    const outputs = {
      'alongside-harbor-site': {
        FilesBucket: 'files',
        PointTheDomainHere: 'a.example.org CNAME d1.cloudfront.net',
      },
      'alongside-harbor-mail': { Spf: 'mail.a.example.org TXT "v=spf1"', Other: 'arn:aws:x' },
    };
    expect(readOutputs(outputs, stage)).toEqual({
      bucket: 'files',
      records: ['a.example.org CNAME d1.cloudfront.net', 'mail.a.example.org TXT "v=spf1"'],
    });
    expect(() => readOutputs({}, stage)).toThrow(/not deployed/);
  });
});

describe('the site’s files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  beforeAll(() => {
    for (const file of ['index.html', 'es/how.html', 'problem/fault.html', '_astro/a.css', 'fonts/a.woff2'])
      write(file, file);
  });

  const bucket = (): FileStore & { readonly keys: string[] } => {
    const kept = new Map<string, string>();
    const keys: string[] = [];
    return {
      keys,
      list: async () => new Map(kept),
      put: async ({ key, md5 }) => {
        keys.push(key);
        kept.set(key, md5);
      },
    };
  };

  test('go up with pages last, and again only what has changed', async () => {
    const store = bucket();
    expect(await uploadSite(siteFiles(folder), store)).toBe(4);
    expect(store.keys).toEqual(['_astro/a.css', 'fonts/a.woff2', 'es/how.html', 'index.html']);
    expect(await uploadSite(siteFiles(folder), store)).toBe(0);
    write('index.html', 'another');
    expect(await uploadSite(siteFiles(folder), store)).toBe(1);
    expect(store.keys.at(-1)).toBe('index.html');
  });

  test('an upload that broke off is finished by the next', async () => {
    const store = bucket();
    let left = 2;
    const breaking: FileStore = {
      list: store.list,
      put: async (file) => {
        if (left-- === 0) throw new Error('gone');
        await store.put(file);
      },
    };
    await expect(uploadSite(siteFiles(folder), breaking)).rejects.toThrow('gone');
    expect(await uploadSite(siteFiles(folder), store)).toBe(2);
    expect(store.keys).toHaveLength(4);
  });

  test('carry what a browser needs to know of them', () => {
    const told = Object.fromEntries(
      siteFiles(folder).map(({ key, contentType, cacheControl }) => [key, [contentType, cacheControl]]),
    );
    expect(told['_astro/a.css']).toEqual(['text/css; charset=utf-8', expect.stringContaining('immutable')]);
    expect(told['index.html']).toEqual(['text/html; charset=utf-8', 'public, max-age=0, s-maxage=60']);
  });

  test('of a kind that nobody knows are refused', () => {
    write('_astro/odd.xyz', '');
    expect(() => siteFiles(folder)).toThrow(/odd\.xyz/);
    rmSync(join(folder, '_astro/odd.xyz'));
  });
});

test('every stack is deployed but the dashboard, which a stage asks for', () => {
  const names = (dashboard: boolean) => stacksToDeploy({ ...requireStage('example'), dashboard });
  expect(names(false)).toEqual(
    ['data', 'mail', 'service', 'edge', 'site'].map((part) => `alongside-example-${part}`),
  );
  expect(names(true).at(-1)).toBe('alongside-example-dashboard');
});

test('source maps go up for whoever may read the bucket, and no path of the site leads to them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-maps-'));
  mkdirSync(join(folder, 'site/chunks'), { recursive: true });
  writeFileSync(join(folder, 'site/chunks/a.mjs.map'), '{}');
  expect(sourceMaps(folder).map(({ key, cacheControl }) => [key, cacheControl])).toEqual([
    ['source-maps/site/chunks/a.mjs.map', 'private, no-store'],
  ]);
  rmSync(folder, { recursive: true });
  const { CacheBehaviors } = synthesise().only('AWS::CloudFront::Distribution').Properties.DistributionConfig;
  for (const { PathPattern } of CacheBehaviors as { PathPattern: string }[])
    expect('/source-maps/site/index.mjs.map').not.toMatch(
      new RegExp(`^${PathPattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
    );
});
