import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/*
 * The floors of the house: who may import whom. Every import of every file is read (`.astro` frontmatter and scripts,
 * type-only and `node:` ones too), and the rules are shown to bite on planted faults.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const rooms = ['infra', 'functions', 'web', 'shared', 'test', 'tools'] as const;
type Room = (typeof rooms)[number];
type File = { readonly path: string; readonly text: string };
type Import = { readonly to: string; readonly zodNamespace: boolean };

const aliases: Readonly<Record<string, string>> = {
  '#shared/': 'shared/',
  '#functions/': 'functions/',
  '#web/': 'web/src/',
  '#test/': 'test/',
};

/** Whom a room may import besides itself. */
const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  shared: [],
  functions: ['shared'],
  web: ['functions', 'shared'],
  infra: ['functions', 'shared'],
  test: ['shared', 'functions', 'web', 'infra', 'tools'],
  tools: [],
};

/** Packages that only these places may import (tests aside). */
const keepers: readonly { readonly package: RegExp; readonly places: readonly string[] }[] = [
  { package: /^@aws-sdk\/(client-dynamodb|lib-dynamodb|util-dynamodb)$/, places: ['functions/data/'] },
  { package: /^@aws-sdk\/client-dynamodb-streams$/, places: ['functions/local/stream-loop.ts'] },
  { package: /^@aws-sdk\/client-ses(v2)?$/, places: ['functions/mail/'] },
  { package: /^@aws-sdk\/client-sqs$/, places: ['functions/stream/queues.ts', 'infra/deploy/'] },
];

/** TypeScript of a file: of an Astro page its frontmatter and its scripts. */
const scriptsOf = ({ path, text }: File): string => {
  if (!path.endsWith('.astro')) return text;
  const frontmatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
  return [frontmatter, ...scripts].join('\n');
};

const parse = (file: File): ts.SourceFile =>
  ts.createSourceFile(file.path, scriptsOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);

const everyNode = (source: ts.Node): ts.Node[] => {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return nodes;
};

const textOf = (node: ts.Node | undefined): string | undefined =>
  node && ts.isStringLiteralLike(node) ? node.text : undefined;

/** What one node imports: a declaration, a re-export, `import()`, `import('…').Type`, `require`, `import.meta.resolve`. */
const importOf = (node: ts.Node): Import | undefined => {
  const plain = (to: string | undefined) => (to === undefined ? undefined : { to, zodNamespace: false });
  if (ts.isImportDeclaration(node)) {
    const to = textOf(node.moduleSpecifier);
    const named = node.importClause?.namedBindings;
    const zodNamespace =
      named !== undefined &&
      ts.isNamespaceImport(named) &&
      named.name.text === 'z' &&
      !node.importClause?.name;
    return to === undefined ? undefined : { to, zodNamespace };
  }
  if (ts.isExportDeclaration(node)) return plain(textOf(node.moduleSpecifier));
  if (ts.isImportTypeNode(node))
    return plain(ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined);
  if (ts.isExternalModuleReference(node)) return plain(textOf(node.expression));
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    const imports =
      node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      ['require', 'require.resolve', 'import.meta.resolve'].includes(callee);
    return imports ? plain(textOf(node.arguments[0])) : undefined;
  }
  return undefined;
};

const importsOf = (file: File): Import[] => everyNode(parse(file)).flatMap((node) => importOf(node) ?? []);

/** The file of this repository that an import names, or null for a package. */
const resolve = (from: string, to: string): string | null => {
  const alias = Object.keys(aliases).find((prefix) => to.startsWith(prefix));
  if (alias) return aliases[alias] + to.slice(alias.length);
  return to.startsWith('.') ? join(dirname(from), to) : null;
};

/** The contracts that AWS is built from. */
const infraTakes: readonly string[] = [
  'functions/data/table.ts',
  'shared/community.ts',
  'shared/people/contact.ts',
];

const roomOf = (path: string): Room | undefined => rooms.find((room) => path.startsWith(`${room}/`));

/** What is wrong with one import between rooms. */
const localFault = (from: string, to: string, target: string): string | undefined => {
  const here = roomOf(from);
  const there = roomOf(target);
  if (!here || !there) return `${to} leads out of the rooms`;
  if (target.startsWith('functions/local/') && !from.startsWith('functions/local/') && here !== 'test')
    return `${to}: only one machine uses functions/local`;
  if (here === there) return undefined;
  if (!mayImport[here].includes(there)) return `${here} must not import ${there} (${to})`;
  if (here === 'infra' && !infraTakes.includes(target))
    return `infra takes only ${infraTakes.join(', ')} (${to})`;
  if (to.startsWith('.') && there !== 'tools' && there !== 'infra')
    return `${to}: other rooms are imported by #${there}/`;
  return undefined;
};

/** What is wrong with one import of a package. */
const packageFault = (from: string, { to, zodNamespace }: Import): string | undefined => {
  const here = roomOf(from);
  if (here === 'shared' && to !== 'zod') return `shared imports only zod and itself (${to})`;
  if (/^zod(\/|$)/.test(to) && !(to === 'zod' && zodNamespace))
    return `${to}: write import * as z from 'zod', which bundles five times smaller`;
  if (here === 'test') return undefined;
  const keeper = keepers.find((each) => each.package.test(to));
  return keeper && !keeper.places.some((place) => from.startsWith(place))
    ? `only ${keeper.places.join(', ')} may import ${to}`
    : undefined;
};

/** Names that reach out of a pure room: the clock, chance, the environment, timers, the network. */
const impureNames = new Set([
  'process',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'Temporal',
]);

/** What is impure about one node of a file in `shared`. */
const impurity = (node: ts.Node): string | undefined => {
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    return text === 'Date.now' || text === 'Math.random' ? text : undefined;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (!ts.isIdentifier(node) || !impureNames.has(node.text)) return undefined;
  const declares = 'name' in node.parent && node.parent.name === node;
  return declares || ts.isPropertyAssignment(node.parent) ? undefined : node.text;
};

/** Everything that is wrong with some files, one line each. */
const faultsOf = (files: readonly File[]): string[] =>
  files.flatMap((file) => {
    const importFaults = importsOf(file).map((each) => {
      const target = resolve(file.path, each.to);
      return target === null ? packageFault(file.path, each) : localFault(file.path, each.to, target);
    });
    const impurities =
      roomOf(file.path) === 'shared'
        ? everyNode(parse(file)).map((node) => {
            const found = impurity(node);
            return found && `shared is pure, it must not use ${found}`;
          })
        : [];
    return [...importFaults, ...impurities].flatMap((fault) => (fault ? [`${file.path}: ${fault}`] : []));
  });

const files: File[] = globSync(
  rooms.map((room) => `${room}/**/*.{ts,mts,js,mjs,tsx,astro}`),
  { cwd: root, exclude: (path) => /(^|\/)(node_modules|\.astro|cdk\.out)(\/|$)/.test(path) },
).map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }));

describe('floors', () => {
  test('every import keeps to its floor', () => {
    expect(faultsOf(files)).toEqual([]);
  });

  test('the walk sees every room and what it imports', () => {
    const seen = new Set(files.map((file) => roomOf(file.path)));
    expect([...seen]).toEqual(expect.arrayContaining(['shared', 'functions', 'web', 'test', 'tools']));
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => file.path.endsWith('.astro')).length).toBeGreaterThan(0);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  test('top-level folders are the seven, beside dot-folders and what is ignored', () => {
    const ignored = new Set([
      'node_modules',
      'dist',
      'cdk.out',
      'test-results',
      'playwright-report',
      'coverage',
    ]);
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ignored.has(entry.name))
      .map((entry) => entry.name);
    expect(['docs', ...rooms]).toEqual(expect.arrayContaining(folders));
  });
});

describe('planted faults are found', () => {
  const planted: readonly [string, string, string][] = [
    ['shared/a.ts', "import { readFileSync } from 'node:fs';", 'shared imports only zod'],
    ['shared/a.ts', "import type { Hono } from 'hono';", 'shared imports only zod'],
    ['shared/a.ts', "export type X = import('hono').Hono;", 'shared imports only zod'],
    [
      'shared/a.ts',
      "import type { Store } from '#functions/data/store.ts';",
      'shared must not import functions',
    ],
    ['shared/a.ts', "export * from '../functions/data/store.ts';", 'shared must not import functions'],
    ['shared/a.ts', "const x = await import('#functions/x.ts');", 'shared must not import functions'],
    ['shared/a.ts', 'export const now = () => Date.now();', 'must not use Date.now'],
    ['shared/a.ts', 'export const now = () => new Date();', 'must not use new Date()'],
    ['shared/a.ts', 'export const roll = () => Math.random();', 'must not use Math.random'],
    ['shared/a.ts', 'export const env = process.env.HOME;', 'must not use process'],
    ['functions/api/a.ts', "import { x } from '#web/i18n.ts';", 'functions must not import web'],
    ['functions/api/a.ts', "import { x } from '../../shared/ids.ts';", 'imported by #shared/'],
    [
      'functions/api/a.ts',
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
      'only functions/data/',
    ],
    ['functions/api/a.ts', "import type { SESClient } from '@aws-sdk/client-ses';", 'only functions/mail/'],
    ['functions/mail/a.ts', "import { SQSClient } from '@aws-sdk/client-sqs';", 'only functions/stream/'],
    ['functions/api/a.ts', "const ses = await import('@aws-sdk/client-ses');", 'only functions/mail/'],
    ['functions/api/a.ts', "import { start } from '#functions/local/start.ts';", 'only one machine'],
    ['functions/api/a.ts', "import { z } from 'zod';", 'import * as z'],
    ['functions/api/a.ts', "import * as z from 'zod/v4';", 'import * as z'],
    ['functions/local/a.ts', "import { x } from '@aws-sdk/client-dynamodb-streams';", 'stream-loop.ts'],
    ['infra/app.ts', "import { createApi } from '#functions/api/api.ts';", 'infra takes only'],
    ['infra/app.ts', "import { x } from '#shared/ids.ts';", 'infra takes only'],
    ['web/src/pages/a.astro', "---\nimport { x } from '#test/x.ts';\n---\n<p/>", 'web must not import test'],
    [
      'web/src/pages/a.astro',
      "---\n---\n<script>import { x } from '@aws-sdk/client-ses';</script>",
      'only functions/mail/',
    ],
    ['tools/a.ts', "import { x } from '#shared/ids.ts';", 'tools must not import shared'],
    ['web/src/a.ts', "import x from '../../package.json' with { type: 'json' };", 'leads out of the rooms'],
  ];

  test.each(planted)('%s: %s', (path, text, fault) => {
    expect(faultsOf([{ path, text }]).join('\n')).toContain(fault);
  });

  test('and what is allowed passes', () => {
    const allowed: File[] = [
      {
        path: 'shared/a.ts',
        text: "import * as z from 'zod';\nexport const at = (t: string) => new Date(t);",
      },
      { path: 'functions/data/a.ts', text: "import { x } from '@aws-sdk/lib-dynamodb';" },
      { path: 'web/src/a.astro', text: "---\nimport x from '#functions/api/api.ts';\n---" },
      { path: 'infra/app.ts', text: "import { table } from '#functions/data/table.ts';" },
      { path: 'test/unit/a.test.ts', text: "import { x } from '../../tools/x.ts';" },
    ];
    expect(faultsOf(allowed)).toEqual([]);
  });
});
