import * as z from 'zod';

/**
 * What one community decides for itself: its name, its places, and how it works. One deployment serves one
 * community; the whole of this is configuration, and none of it is secret.
 */
export const communitySchema = z.object({
  name: z.string().min(1).max(60),
  region: z.enum(['us']),
  /** How people reach the coordinators, shown to everybody: an address of theirs, never a person's own. */
  contact: z.object({
    email: z.email(),
    /** E.164, such as `+12025550100`. */
    phone: z
      .string()
      .regex(/^\+[1-9]\d{7,14}$/)
      .nullable(),
  }),
  /** Zone that a form shows first. */
  timeZone: z.string(),
  /** Rounded points, never an address: the only places that anyone can pick. */
  places: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
    }),
  ),
  /** After a decline or an expiry the best alternate is offered without asking a coordinator again. */
  approveAlternatesByItself: z.boolean(),
  /** Days of waiting after which a newcomer stands on the desk's list. */
  waitingTargetDays: z.number().int().min(1),
});

/** Settings of one community. */
export type Community = z.infer<typeof communitySchema>;

/** A made-up community, used until a real one is configured. */
export const exampleCommunity: Community = {
  name: 'Harbor Valley',
  region: 'us',
  contact: { email: 'coordinators@example.org', phone: '+12025550100' },
  timeZone: 'America/New_York',
  places: [
    { id: 'harbor-valley-north', label: 'Harbor Valley, north', lat: 42.1, lon: -72.6 },
    { id: 'harbor-valley-south', label: 'Harbor Valley, south', lat: 42.0, lon: -72.6 },
    { id: 'millbrook', label: 'Millbrook', lat: 42.3, lon: -72.7 },
    { id: 'eastwater', label: 'Eastwater', lat: 42.1, lon: -72.2 },
    { id: 'three-rivers', label: 'Three Rivers', lat: 41.8, lon: -72.9 },
  ],
  approveAlternatesByItself: false,
  waitingTargetDays: 7,
};
