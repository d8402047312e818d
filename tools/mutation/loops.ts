/*
 * Has every loop of a module call `onward()` on each of its passes, so that one which a mutant makes endless can be broken
 * off from within. A worker that must be stopped from outside costs its tests' time half as long again, and a new worker.
 */

/** A part of a parsed module, as ESTree has it. */
type Node = { readonly type: string; readonly start: number; readonly end: number };

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';
const isLoop = ({ type }: Node): boolean => /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(type);

/** What to write in before a place in the text. */
type Addition = { readonly at: number; readonly text: string };

const additionsFor = (node: Node): Addition[] => {
  const inner = (Object.values(node) as unknown[])
    .flat()
    .filter(isNode)
    .flatMap((child) => additionsFor(child));
  if (!isLoop(node)) return inner;
  const { body } = node as Node & { readonly body: Node };
  const own =
    body.type === 'BlockStatement'
      ? [{ at: body.start + 1, text: 'onward();' }]
      : [
          { at: body.start, text: '{onward();' },
          { at: body.end, text: '}' },
        ];
  return [...own, ...inner];
};

/** The text of a module, given what it was parsed into, with a call at the beginning of each pass of each loop. */
export const watchLoops = (code: string, parsed: Node): string =>
  additionsFor(parsed)
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, addition) => text.slice(0, addition.at) + addition.text + text.slice(addition.at), code);
