import * as z from 'zod';
import { communitySchema } from '#shared/community.ts';
import { emailSchema } from '#shared/people/contact.ts';

const address = z.string().refine((text) => emailSchema.safeParse(text).data === text, {
  error: ({ input }) => `“${String(input)}” is not an address in lower case`,
});

const domainWords = 'where people reach the site, without https://, such as alongside.example.org';
const coordinatorWords = 'the address of the first coordinator';

/** What one deployment says of itself. The first four are all that is asked for. */
const stageSchema = z.strictObject({
  /** Prefix of every stack's and queue's name; AWS cuts longer ones. */
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,17}$/,
      'lower-case letters, digits and hyphens, at most 18, such as harbor-valley',
    ),
  /** CloudFront takes its certificate and its firewall from there only, so everything stands there. */
  region: z.literal('us-east-1', 'us-east-1, where CloudFront takes its certificate and firewall from'),
  /** Where people reach the site, and whose address sends the mail, such as `alongside.example.org`. */
  domain: z
    .string(domainWords)
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, domainWords),
  /** Addresses of the first coordinators: each is made one once, and the desk names and ends all others. */
  coordinators: z.array(address, coordinatorWords).min(1, coordinatorWords),
  /** The community's settings; without them, those of the made-up one. */
  community: communitySchema.optional(),
  /** AWS account that it belongs to; with it, a deployment under other credentials is refused. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'twelve digits')
    .optional(),
  /** Route 53's hosted zone of the domain: with it, every DNS record is made; without, they are printed to be made by hand. */
  hostedZone: z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]+$/), name: z.string().min(3) }).optional(),
  /** Who hears of alarms; without, the first coordinator. */
  alarmsTo: address.optional(),
  /** Whether the stack with the dashboard is deployed: an account's first three are free, each further one is 3 dollars a month. */
  dashboard: z.boolean().default(false),
  /** What SES allows the account in a second; 14 is what an account gets when it leaves the sandbox. */
  mailPerSecond: z.number().positive('calls in a second, more than 0').default(14),
  /** Dollars a month at which an e-mail says so; nothing is switched off. */
  monthlyBudgetDollars: z.number().positive().default(25),
  /** Numbers of the secrets between CloudFront and the site's function: the first is sent, all are taken. See the runbook. */
  originSecrets: z.array(z.number().int().min(1)).min(1).default([1]),
});

/** One deployment: one community. As it is written in `stages`. */
export type StageSettings = z.input<typeof stageSchema>;
/** The same, checked, with everything that was left out. */
export type Stage = z.output<typeof stageSchema>;

/** Every deployment there is. `example` shows the shape, and is what `npm run synth` takes unless told otherwise. */
export const stages: readonly StageSettings[] = [
  {
    name: 'example',
    region: 'us-east-1',
    domain: 'alongside.example.org',
    coordinators: ['coordinator@example.org'],
  },
];

const toLine = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `  \`${path.map(String).join('.')}\`: ${message}`;

/**
 * Finds a stage by name.
 * @throws RangeError that names everything that is missing or wrong, before anything is synthesised.
 */
export const requireStage = (name: string, known: readonly StageSettings[] = stages): Stage => {
  const settings = known.find((each) => each.name === name);
  if (!settings)
    throw new RangeError(
      `infra/stages.ts has no stage “${name}”; it has ${known.map((each) => each.name).join(', ')}.`,
    );
  const { data: stage, error } = stageSchema.safeParse(settings);
  if (stage) return stage;
  throw new RangeError(
    [`infra/stages.ts, stage “${name}”, needs:`, ...(error?.issues ?? []).map(toLine)].join('\n'),
  );
};
