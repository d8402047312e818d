/** One deployment: one community, with its own table, keys, mail identity and settings. */
export type Stage = {
  /** Prefix of the stacks' names: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** CloudFront takes certificates from there only, so for now everything stands there. */
  readonly region: 'us-east-1';
  /** Where people reach the site, and whose address sends the mail, such as `alongside.example.org`. */
  readonly domain: string;
  /** Addresses of the first coordinators, at least one. */
  readonly coordinators: readonly string[];
  /** The community's settings, in the shape of `shared/community.ts`; without them, those of the made-up one. */
  readonly community?: Readonly<Record<string, unknown>>;
};

/** Every deployment there is. `example` shows the shape, and is what `npm run synth` takes unless told otherwise. */
export const stages: readonly Stage[] = [
  {
    name: 'example',
    region: 'us-east-1',
    domain: 'alongside.example.org',
    coordinators: ['coordinator@example.org'],
  },
];

const namePattern = /^[a-z][a-z0-9-]{1,30}$/;
const domainPattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const addressPattern = /^[^\s@,]{1,64}@[^\s@,]+\.[a-z]{2,63}$/i;

/** Everything that is wrong with a stage, one line each. */
const faultsOf = ({ name, region, domain, coordinators }: Stage): string[] => {
  const faults: string[] = [];
  if (!namePattern.test(name))
    faults.push('`name`: lower-case letters, digits and hyphens, such as harbor-valley');
  if (region !== 'us-east-1') faults.push('`region`: us-east-1, where CloudFront takes its certificate from');
  if (!domainPattern.test(domain ?? ''))
    faults.push('`domain`: where people reach the site, without https://, such as alongside.example.org');
  if (!coordinators?.length) faults.push('`coordinators`: the address of the first coordinator');
  for (const address of coordinators ?? [])
    if (!addressPattern.test(address)) faults.push(`\`coordinators\`: “${address}” is not an address`);
  return faults;
};

/**
 * Finds a stage by name.
 * @throws RangeError that names everything that is missing, before anything is synthesised.
 */
export const requireStage = (name: string, known: readonly Stage[] = stages): Stage => {
  const stage = known.find((each) => each.name === name);
  if (!stage)
    throw new RangeError(
      `infra/stages.ts has no stage “${name}”; it has ${known.map((each) => each.name).join(', ')}.`,
    );
  const faults = faultsOf(stage);
  if (faults.length === 0) return stage;
  throw new RangeError(
    [`infra/stages.ts, stage “${name}”, needs:`, ...faults.map((fault) => `  ${fault}`)].join('\n'),
  );
};
