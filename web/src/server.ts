import { createApp } from 'astro/app/entrypoint';

const app = createApp();
export const render = (request: Request, locals: object): Promise<Response> =>
  app.render(request, { locals });
