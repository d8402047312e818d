import * as z from 'zod';
import { locales } from '#shared/i18n/index.ts';
import { mentorAnswersSchema, newcomerAnswersSchema } from './answers.ts';
import { contactSchema, contactWishesSchema, emailSchema, phoneSchema, safeText } from './contact.ts';

/** Someone a person must not be matched with: their e-mail or phone, kept only as a keyed hash. */
export const doNotMatchSchema = z
  .array(z.union([emailSchema, phoneSchema]))
  .max(20)
  .default([]);

const frame = {
  locale: z.enum(locales),
  contact: contactSchema,
  wishes: contactWishesSchema.prefault({}),
  adult: z.literal(true, 'adult-missing'),
  /** Agreement to being matched, to the text of `consentTextVersion`. */
  consent: z.literal(true, 'consent-missing'),
  doNotMatch: doNotMatchSchema,
};

/** Everything a newcomer sends when they apply. */
export const newcomerApplicationSchema = z.strictObject({
  ...frame,
  answers: newcomerAnswersSchema,
  /** Anything a coordinator should know. */
  note: safeText(1_000).nullable().default(null),
});
export type NewcomerApplication = z.infer<typeof newcomerApplicationSchema>;

/** What only a mentor writes in their own words. */
export const mentorTextsSchema = z.strictObject({
  /** What they would say about themselves to a newcomer; identifies no one. */
  about: safeText(600).nullable().default(null),
  boundaries: safeText(600).nullable().default(null),
  note: safeText(1_000).nullable().default(null),
});

/** Everything a mentor sends when they volunteer. */
export const mentorApplicationSchema = z.strictObject({
  ...frame,
  answers: mentorAnswersSchema,
  texts: mentorTextsSchema.prefault({}),
  codeOfConduct: z.literal(true, 'conduct-missing'),
});
export type MentorApplication = z.infer<typeof mentorApplicationSchema>;
