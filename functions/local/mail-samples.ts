import type { Locale } from '#shared/i18n/index.ts';
import { type MessageKind, messageKinds } from '#shared/life/message.ts';
import { commonGround } from '#shared/mail/common-ground.ts';
import type { MailData } from '#shared/mail/mail-data.ts';
import { type Mail, renderMail } from '#shared/mail/render-mail.ts';

const frame = {
  name: 'Robin',
  origin: 'https://alongside.example.org',
  community: 'Harbor Valley',
  coordinators: 'coordinators@example.org',
  timeZone: 'America/New_York',
};
const access = {
  code: '40917265',
  token: 'challenge_0sample0.c2FtcGxlLXRva2VuLW5vdC1hLXJlYWwtb25l',
  until: '2026-03-10T19:20:00.000Z',
};
const matchId = 'match_0sample0sample0sample0samp';
const answerBy = '2026-03-11T22:00:00.000Z';

const score = {
  explanation: {
    components: [
      { component: 'availability', fact: { worstMinutes: 330 } },
      { component: 'modality', fact: { shared: ['phone', 'video'] } },
      { component: 'language', fact: { shared: [{ code: 'en' }, { code: 'es' }] } },
    ],
  },
};

/** Made-up contents of every kind of message. */
export const mailSamples = (locale: Locale): { readonly [K in MessageKind]: MailData<K> } => ({
  'sign-in': { ...frame, ...access },
  confirm: { ...frame, ...access, until: '2026-03-17T19:10:00.000Z' },
  'known-address': { ...frame, ...access, until: '2026-03-17T19:10:00.000Z' },
  'draft-link': {
    ...frame,
    name: null,
    token: access.token,
    until: '2026-03-17T19:10:00.000Z',
  },
  'coordinator-invited': { ...frame, token: access.token, until: '2026-03-17T19:10:00.000Z' },
  'mentor-approved': frame,
  'mentor-declined': { ...frame, wasMentor: false },
  'newcomer-update': { ...frame, waitingSince: '2026-03-07T15:00:00.000Z' },
  'offer-mentor': { ...frame, matchId, answerBy },
  'offer-newcomer': { ...frame, matchId, answerBy },
  reminder: { ...frame, matchId, answerBy, side: 'newcomer' },
  introduction: {
    ...frame,
    matchId,
    otherName: 'Dana',
    shared: commonGround(score, locale),
    firstCall: {
      start: '2026-03-12T22:00:00.000Z',
      end: '2026-03-12T22:30:00.000Z',
      otherTimeZone: 'America/Denver',
    },
    contact: [
      { label: locale === 'en' ? 'Phone' : 'Teléfono', value: '+1 202 555 0142' },
      { label: locale === 'en' ? 'Another way' : 'Otra manera', value: 'Signal, same number' },
    ],
  },
  'still-looking': { ...frame, side: 'newcomer' },
  'check-in': { ...frame, matchId },
  ended: { ...frame, side: 'newcomer', looking: true },
  heartbeat: { ...frame, answerBy: '2026-03-17T19:10:00.000Z' },
  digest: { ...frame, count: 3 },
});

/** Every kind of message in one language, rendered with made-up contents. */
export const sampleMails = (locale: Locale): Readonly<Record<MessageKind, Mail>> => {
  const samples = mailSamples(locale);
  const render = <K extends MessageKind>(kind: K) => [kind, renderMail(kind, samples[kind], locale)];
  return Object.fromEntries(messageKinds.map(render));
};
