import { parseCookies } from '#functions/api/cookies.ts';
import type { LocalDeployment, SiteAnswer } from './deployment.ts';

/** Somebody with a browser before a deployment: cookies are kept, and every request is from our own pages. */
export type DeployedBrowser = ReturnType<typeof openDeployedBrowser>;

let networks = 0;

/** Opens a browser in a network of its own, so that limits do not meet by chance. */
export const openDeployedBrowser = (deployment: Pick<LocalDeployment, 'origin' | 'request'>) => {
  const cookies = new Map<string, string>();
  networks += 1;
  const address = `198.${18 + (Math.floor(networks / 62_500) % 2)}.${Math.floor(networks / 250) % 250}.${(networks % 250) + 1}`;

  const request = async (
    method: string,
    path: string,
    { body, headers }: { body?: string | undefined; headers?: Record<string, string> } = {},
  ): Promise<SiteAnswer> => {
    const answer = await deployment.request({
      method,
      path,
      address,
      body,
      headers: {
        'accept-language': 'en-US,en;q=0.9',
        ...(method !== 'GET' && { origin: deployment.origin, 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
      cookies: [...cookies].map(([name, value]) => `${name}=${value}`),
    });
    for (const line of answer.cookies) {
      const [[name, value] = ['', '']] = parseCookies(line.split(';')[0]);
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };

  return {
    cookies,
    request,
    /** Asks the API, in JSON. */
    ask: async (method: string, path: string, body?: unknown) => {
      const { status, body: text } = await request(method, `/api${path}`, {
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects; a wrong shape fails its assertion.
      return { status, body: (text ? JSON.parse(text) : null) as any };
    },
    /** Opens a page. */
    open: (path: string): Promise<SiteAnswer> => request('GET', path, { headers: { accept: 'text/html' } }),
    /** Posts a form as a page without script does. */
    post: (path: string, fields: URLSearchParams): Promise<SiteAnswer> =>
      request('POST', path, {
        body: fields.toString(),
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      }),
  };
};
