import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import MailComposer from 'nodemailer/lib/mail-composer';
import { escapeHtml } from '#shared/mail/inert.ts';
import type { Instant } from '#shared/time.ts';
import { createOutbox, type Outbox, type StoredEnvelope } from './outbox.ts';
import { fateOf, sesEvent } from './ses-events.ts';
import { createSesSwitches, type SesBehaviour, type SesSwitches } from './ses-switches.ts';

/*
 * A stand-in for the part of SES that we call: version 1 of its API, form POSTs answered in XML. It takes messages into a
 * folder, and can be told to behave as SES does on a bad day.
 */

type SesError = { readonly status: number; readonly code: string; readonly message: string };

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

const answerXml = (action: string, messageId: string): string =>
  `<${action}Response xmlns="${namespace}"><${action}Result><MessageId>${messageId}</MessageId></${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;

const errorXml = ({ status, code, message }: SesError): string =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${escapeHtml(code)}</Code><Message>${escapeHtml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;

/** The values of a list in AWS's form encoding: `Name.member.1`, `Name.member.2` … */
const members = (form: URLSearchParams, name: string): string[] => {
  const values: string[] = [];
  for (let i = 1; form.has(`${name}.member.${i}`); i += 1) values.push(form.get(`${name}.member.${i}`) ?? '');
  return values;
};

const tagsOf = (form: URLSearchParams): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (let i = 1; form.has(`Tags.member.${i}.Name`); i += 1)
    tags[form.get(`Tags.member.${i}.Name`) ?? ''] = form.get(`Tags.member.${i}.Value`) ?? '';
  return tags;
};

const tagPattern = /^[A-Za-z0-9_-]{1,256}$/;

const missing = (name: string): SesError => ({
  status: 400,
  code: 'MissingParameter',
  message: `The request must contain the parameter ${name}.`,
});

type Taken = { readonly raw: Uint8Array; readonly destinations: string[] };

const readRawEmail = (form: URLSearchParams): Taken | SesError => {
  const data = form.get('RawMessage.Data');
  if (!data) return missing('RawMessage.Data');
  const raw = Buffer.from(data, 'base64');
  const named = members(form, 'Destinations');
  const header = /^To:\s*(.+)$/im.exec(raw.toString('latin1'))?.[1];
  return { raw, destinations: named.length > 0 ? named : header ? [header.trim()] : [] };
};

const readEmail = async (form: URLSearchParams): Promise<Taken | SesError> => {
  const source = form.get('Source');
  const to = members(form, 'Destination.ToAddresses');
  if (!source) return missing('Source');
  const text = form.get('Message.Body.Text.Data') ?? undefined;
  const html = form.get('Message.Body.Html.Data') ?? undefined;
  const subject = form.get('Message.Subject.Data') ?? '';
  const raw = await new MailComposer({ from: source, to, subject, text, html }).compile().build();
  return { raw, destinations: to };
};

/** Reads a call as SES would, and finds what SES would refuse. */
const read = async (form: URLSearchParams): Promise<Taken | SesError> => {
  const action = form.get('Action');
  if (action !== 'SendRawEmail' && action !== 'SendEmail')
    return {
      status: 400,
      code: 'InvalidAction',
      message: `Could not find operation ${action ?? ''} for version 2010-12-01`,
    };
  const taken = action === 'SendRawEmail' ? readRawEmail(form) : await readEmail(form);
  if ('code' in taken) return taken;
  if (taken.destinations.length === 0) return missing('Destinations');
  for (const [name, value] of Object.entries(tagsOf(form)))
    if (!tagPattern.test(name) || !tagPattern.test(value))
      return {
        status: 400,
        code: 'InvalidParameterValue',
        message: 'A tag may only contain ASCII letters, numbers, underscores or dashes.',
      };
  return taken;
};

const store = (outbox: Outbox, form: URLSearchParams, { raw, destinations }: Taken): StoredEnvelope =>
  outbox.add(raw, {
    source: form.get('Source') ?? '',
    destinations,
    tags: tagsOf(form),
    configurationSet: form.get('ConfigurationSetName'),
  });

const eventsOf = ({ messageId, at, destinations, tags }: StoredEnvelope): object[] =>
  destinations.flatMap((address) =>
    fateOf(address).map((type) =>
      sesEvent({ type, intentId: tags.intent ?? '', sesMessageId: messageId, address, at }),
    ),
  );

const xml = (body: string, status: number): Response =>
  new Response(body, { status, headers: { 'content-type': 'text/xml' } });

/** What a local SES is made of. */
export type LocalSesOptions = {
  /** Data folder; messages lie in `mail/` there. */
  readonly folder: string;
  readonly now: () => Instant;
  /** Its switches, if somebody else holds them too. */
  readonly switches?: SesSwitches;
  /** Decides for each request how it is answered, in place of the switches. */
  readonly behave?: () => SesBehaviour | Promise<SesBehaviour>;
  /** Takes each event as SNS would bring it. */
  readonly onEvent?: (envelope: object) => void;
};

/** The local SES, to be served at any port or path; its switches are at `/switches`. */
export const createLocalSes = ({
  folder,
  now,
  behave,
  switches = createSesSwitches(),
  onEvent = () => {},
}: LocalSesOptions): Hono<{ Bindings: Partial<HttpBindings> }> => {
  const outbox = createOutbox(folder, now);
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  app.route('/', switches.pages);
  app.post('*', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const behaviour = await (behave ?? switches.behave)();
    if (typeof behaviour === 'object')
      return xml(errorXml({ ...behaviour, message: 'As told.' }), behaviour.status);
    const taken = await read(form);
    if ('code' in taken) return xml(errorXml(taken), taken.status);
    const stored = behaviour === 'hang-up' ? null : store(outbox, form, taken);
    if (stored) void switches.tell(eventsOf(stored), onEvent);
    if (behaviour !== 'accept') c.env.incoming?.socket.destroy();
    return xml(answerXml(form.get('Action') ?? '', stored?.messageId ?? ''), 200);
  });
  return app;
};
