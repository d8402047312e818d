import type { site as en } from '../en/site.ts';
import type { Translated } from '../translated.ts';

/** Words of the frame around every page. */
export const site: Translated<typeof en> = {
  name: 'Alongside',
};
