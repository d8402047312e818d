import { createApi } from './create-api.ts';
import { routes } from './routes.ts';

/** The whole API as one Hono app. */
export const wholeApi = createApi(Object.values(routes));
