import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Bundle,
  bundleFunction,
  describeBundle,
  functionBudgets,
  overBudget,
} from '../../tools/bundle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'alongside-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made: Bundle = {
  name: 'mail',
  bytes: 812_300,
  startBytes: 700_000,
  parts: [
    ['nodemailer', 138_000],
    ['zod', 103_000],
  ],
};

describe('overBudget()', () => {
  test('says which bundle, by how much, and what is heavy in it', () => {
    expect(overBudget(made, 800)).toMatch(
      /^The bundle of “mail” is 813 KB, 13 KB over its budget of 800 KB\. Heaviest: nodemailer 138 KB, zod 103 KB\./,
    );
    expect(overBudget(made, 813)).toBeNull();
  });
});

describe('bundleFunction()', () => {
  test('makes one minified module without source maps beside it, weighs it, and finds a budget that is too small', async () => {
    const bundle = await bundleFunction('mail-events', { folder: relative(root, folder) });
    const files = readdirSync(join(folder, 'functions/mail-events'), { recursive: true }).map(String);
    expect(files).toContain('index.mjs');
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    expect(readdirSync(join(folder, 'source-maps/mail-events'))).toContain('index.mjs.map');
    const code = readFileSync(join(folder, 'functions/mail-events/index.mjs'), 'utf8');
    expect(code).not.toContain('sourceMappingURL');
    expect(code.split('\n').length).toBeLessThan(code.length / 2_000);

    expect(Object.fromEntries(bundle.parts)).toMatchObject({ zod: expect.any(Number) });
    const shares = bundle.parts.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(shares / bundle.bytes).toBeGreaterThan(0.95);
    expect(describeBundle(bundle)).toMatch(/^mail-events: \d+ KB of \d+ KB/);
    expect(overBudget(bundle)).toBeNull();
    expect(overBudget(bundle, 100)).toContain('over its budget of 100 KB');
  });

  test('leaves out the clients of services that only the unused credential providers need', async () => {
    const { parts } = await bundleFunction('clock', { folder: relative(root, folder) });
    const names = parts.map(([name]) => name);
    expect(names).not.toContain('@aws-sdk/nested-clients');
    expect(names).not.toContain('@aws-sdk/client-ses');
    expect(Object.keys(functionBudgets)).toHaveLength(7);
  });
});
