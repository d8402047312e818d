import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { watchLoops } from '../../tools/mutation/loops.ts';

/** How often a watched body of a function calls `onward()`, and what it returns. */
const runWatched = (body: string): { passes: number; gives: unknown } => {
  const module = `const run = () => { ${body} };`;
  let passes = 0;
  const onward = () => {
    passes += 1;
    if (passes > 100) throw new Error('endless');
  };
  const gives = new Function('onward', `${watchLoops(module, parseAst(module))} return run();`)(onward);
  return { passes, gives };
};

describe('watchLoops()', () => {
  it.each([
    ['with a block', 'let n = 0; for (let i = 0; i < 3; i += 1) { n += i; } return n;', 3, 3],
    ['with one statement', 'let n = 0; for (let i = 0; i < 3; i += 1) n += i; return n;', 3, 3],
    ['with nothing to do', 'let n = 0; for (; n < 4; n += 1); return n;', 4, 4],
    ['over a list', 'let n = 0; for (const each of [5, 6]) n += each; return n;', 2, 11],
    ['over keys', 'let n = ""; for (const key in { a: 1, b: 2 }) n += key; return n;', 2, 'ab'],
    ['that ask first', 'let n = 0; while (n < 5) n += 1; return n;', 5, 5],
    ['that ask last', 'let n = 0; do n += 1; while (n < 5); return n;', 5, 5],
    ['in loops', 'let n = 0; for (const a of [1, 2]) for (const b of [3, 4]) n += a * b; return n;', 6, 21],
    [
      'in functions',
      'const f = (k) => { while (k > 0) k -= 1; return k; }; return [2, 3].map(f);',
      5,
      [0, 0],
    ],
  ])('has loops %s tell of every pass, and do what they did', (_kind, body, passes, gives) => {
    expect(runWatched(body)).toEqual({ passes, gives });
  });

  it('lets a loop be broken off that would never end', () => {
    expect(() => runWatched('for (;;);')).toThrow('endless');
    expect(() => runWatched('let n = 0; while (true) { n += 1; }')).toThrow('endless');
  });

  it('leaves alone what has no loop', () => {
    const code = 'const a = [1, 2].map((each) => each + 1);';
    expect(watchLoops(code, parseAst(code))).toBe(code);
  });
});
