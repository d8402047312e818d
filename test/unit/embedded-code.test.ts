import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assemblies, codePathOf, compileAssembly } from '../../tools/assembly.ts';

describe('the embedded code', () => {
  it.each(assemblies)('of %s is what its source compiles to', async (name) => {
    const kept = readFileSync(new URL(`../../${codePathOf(name)}`, import.meta.url), 'utf8');
    expect(kept).toBe(await compileAssembly(name));
    expect(kept.length).toBeLessThan(8_000);
  });
});
