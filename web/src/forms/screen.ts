import type { Fields } from './fields.ts';
import type { Visit } from './visit.ts';

/** What every screen of a form is given. */
export type ScreenProps = {
  visit: Visit;
  fields: Fields;
  /** Words of what is wrong, by question. */
  errors: Readonly<Record<string, string>>;
};
