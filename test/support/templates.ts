import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type BuiltSite, readBuiltSite } from '../../infra/built-site.ts';
import { createDeployment } from '../../infra/deployment.ts';
import { requireStage, type Stage } from '../../infra/stages.ts';

export type Resource = {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation takes.
  Properties: any;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};
export type Resources = Readonly<Record<string, Resource>>;
export type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: conditions are read where they are asserted.
  Condition?: any;
};

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** An app as `npm run synth` has it, but for the bundles, which are not made. */
export const newApp = (outdir?: string): App =>
  new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, ...(outdir && { outdir }) });

/** A built site in a few empty files. */
export const smallSite = (): BuiltSite => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-infra-'));
  try {
    for (const file of [
      'server/entry.mjs',
      'client/index.html',
      'client/how.html',
      'client/es.html',
      'client/es/how.html',
      'client/problem/fault.html',
      'client/favicon.svg',
      'client/_astro/page.css',
      'client/fonts/literata.woff2',
    ]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    return readBuiltSite(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Every template of a stage: the example, with what a test wants otherwise. */
export const synthesise = (changes: Partial<Stage> = {}) => {
  const stacks = createDeployment(newApp(), { ...requireStage('example'), ...changes }, smallSite());
  const templates = Object.fromEntries(
    Object.entries(stacks).map(([name, stack]) => [name, Template.fromStack(stack).toJSON()]),
  ) as Record<keyof typeof stacks, { Resources: Resources; Outputs?: Record<string, { Value: unknown }> }>;
  const all = Object.values(templates).flatMap(({ Resources }) => Object.entries(Resources));
  const ofType = (type: string): [string, Resource][] => all.filter(([, { Type }]) => Type === type);
  return {
    stacks,
    templates,
    ofType,
    /** The only resource of a type. @throws if there are none or several. */
    only: (type: string): Resource => {
      const found = ofType(type);
      if (found.length !== 1) throw new Error(`${found.length} resources of the type ${type}.`);
      return found[0]![1];
    },
  };
};
