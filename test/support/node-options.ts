import packageJson from '../../package.json' with { type: 'json' };

/** The options of node with which a script of the package runs. */
export const nodeOptionsOf = (script: keyof typeof packageJson.scripts): string[] =>
  packageJson.scripts[script].split(' ').filter((word) => word.startsWith('--max-'));

/** Those of the site, wherever it runs. */
export const siteNodeOptions = nodeOptionsOf('start');
