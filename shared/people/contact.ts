import * as z from 'zod';

/*
 * How a person is called and reached. Everything here is sealed at rest.
 */

// Bidirectional overrides, zero-width characters, lone surrogates, and control characters other than tab and line feed.
const unsafe = /(?![\t\n])\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/u;
const combiningFlood = /\p{M}{5,}/u;

/** A piece of text that people may see: NFC, trimmed, without characters that hide or reorder others. */
export const safeText = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .refine((text) => !unsafe.test(text) && !combiningFlood.test(text), 'hidden-characters')
    .refine((text) => [...text].length <= max, { message: 'too-long', params: { maximum: max } });

/** Characters that a name may have. */
export const nameLength = 40;

/** A name on one line; a nickname is enough. */
export const nameSchema = safeText(nameLength)
  .refine((text) => text.length > 0, 'name-missing')
  .refine((text) => !text.includes('\n') && !text.includes('\t'), 'one-line');

const addressPattern =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/**
 * An e-mail address: compatibility forms such as the full-width ＠ are normalised first (NFKC), then the plain shape is
 * asked for (RFC 5321 without quoted local parts, 254 characters at most); kept in lower case.
 */
export const emailSchema = z
  .string()
  .max(1_000)
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .refine(
    (text) =>
      text.length <= 254 &&
      addressPattern.test(text) &&
      !text.includes('..') &&
      !text.startsWith('.') &&
      !text.includes('.@'),
    'email-shape',
  );

/** A telephone number: kept as `+` and digits (E.164 shape); a ten-digit number is taken as one of the region's (+1). */
export const phoneSchema = z
  .string()
  .max(60)
  .transform((text) => {
    const digits = text.normalize('NFKC').replaceAll(/[\s().-]/g, '');
    return /^\d{10}$/.test(digits) ? `+1${digits}` : digits;
  })
  .refine((text) => /^\+[1-9]\d{6,14}$/.test(text), 'phone-shape');

/** Hours in which a message is welcome, in minutes after the person's own midnight; `end ≤ start` runs past midnight. */
export const safeHoursSchema = z.strictObject({
  start: z.number().int().min(0).max(1425).multipleOf(15),
  end: z.number().int().min(0).max(1440).multipleOf(15),
});
export type SafeHours = z.infer<typeof safeHoursSchema>;

/** How to reach a person. */
export const contactSchema = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  phone: phoneSchema.nullable().default(null),
  /** Another channel in the person's own words, such as “Signal: same number”. */
  other: safeText(120).nullable().default(null),
});
export type Contact = z.infer<typeof contactSchema>;

/** How messages should come. */
export const contactWishesSchema = z.strictObject({
  safeHours: safeHoursSchema.nullable().default(null),
  /** Somebody else may read this person's mail. */
  sharedInbox: z.boolean().default(false),
  /** This person's contact details may stand in the introduction's mail, not only in the portal. */
  contactInMail: z.boolean().default(false),
});
export type ContactWishes = z.infer<typeof contactWishesSchema>;
