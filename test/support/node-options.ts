import { readFileSync } from 'node:fs';

type Scripts = Readonly<Record<string, string>>;

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Scripts;
};

/** The options of node with which a script of the package runs: what stands between `node` and the file. */
export const nodeOptionsOf = (script: string): string[] => {
  const [, options = ''] = /^node ((?:--\S+ )*)/.exec(scripts[script] ?? '') ?? [];
  return options.split(' ').filter((option) => option !== '');
};

/** Those of the site, wherever it runs. */
export const siteNodeOptions = nodeOptionsOf('start');
