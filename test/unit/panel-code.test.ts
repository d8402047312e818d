import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePanel, panelCodePath } from '../../tools/assembly.ts';

describe('the embedded code of the panel', () => {
  it('is what its source compiles to', async () => {
    const kept = readFileSync(new URL(`../../${panelCodePath}`, import.meta.url), 'utf8');
    expect(kept).toBe(await compilePanel());
    expect(kept.length).toBeLessThan(8_000);
  });
});
