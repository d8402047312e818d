import type { BrowserContext } from '@playwright/test';
import { newcomerForm } from './forms.ts';

type Listed = { readonly intentId: string; readonly state: string; readonly name: string | null };

const withinMilliseconds = 10_000;

/**
 * A newcomer whose first message goes wrong by their address, one of SES's simulator, or by the local SES's switches.
 * @param context a coordinator's browser.
 * @returns the message's id, once the desk lists it in that state.
 * @throws after ten seconds, with what is listed.
 */
export const writeBadMail = async (
  context: BrowserContext,
  origin: string,
  {
    name,
    email,
    phone,
    state,
  }: { name: string; email: string; phone?: string; state: 'bounced' | 'complained' | 'failed' | 'unknown' },
): Promise<string> => {
  const form = newcomerForm(name);
  const contact = { ...form.contact, email, ...(phone && { phone }) };
  const sent = await context.request.post(`${origin}/api/newcomers`, {
    headers: { origin },
    data: { ...form, contact },
  });
  if (!sent.ok()) throw new Error(`The form was refused: ${await sent.text()}`);
  const until = performance.now() + withinMilliseconds;
  let needing: Listed[] = [];
  while (performance.now() < until) {
    ({ needing } = await (await context.request.get(`${origin}/api/desk/mail`)).json());
    const found = needing.find((each) => each.name === name && each.state === state);
    if (found) return found.intentId;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No ${state} message for ${name}; there are: ${JSON.stringify(needing)}`);
};
