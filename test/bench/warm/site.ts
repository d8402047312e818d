import { existsSync } from 'node:fs';
import { render } from '#built-site';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createStore } from '#functions/data/store.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { demoCoordinators, loadDemo } from '#functions/local/demo.ts';
import { startDatabase } from '#functions/local/dynoxide.ts';
import { workOut } from '#functions/round/work-out.ts';
import { createServices, type Services } from '#functions/services.ts';
import { createSiteHandler } from '#functions/site/handler.ts';
import { ensureCoordinators } from '#functions/steps/coordinators.ts';
import { askForRound, previewRound } from '#functions/steps/rounds.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import { testEnvironment } from '../../support/environment.ts';
import { apiGatewayEvent, type SiteRequest } from '../../support/lambda/events.ts';
import { countRequests } from './count-requests.ts';
import { processorClockOf } from './processor-clock.ts';

/** What the site's function answers, as far as it is looked at here. */
export type SiteAnswer = {
  readonly statusCode: number;
  readonly cookies?: readonly string[];
  readonly body: string;
};

/** The site's function in this process, before an embedded database of its own with the demo community. */
export type WarmSite = Awaited<ReturnType<typeof openWarmSite>>;

/**
 * Starts it all: what the functions on AWS run, called as Lambda calls it, with a database that keeps a file as `npm start`
 * does.
 * @param file where the database keeps its data; it must not be there yet.
 */
export const openWarmSite = async (file: string) => {
  if (existsSync(file)) throw new Error(`${file} is in the way of a fresh database.`);
  const database = await startDatabase(file);
  const environment = testEnvironment(database.endpoint);
  const client = createClient(database.endpoint);
  const requests = countRequests(database.endpoint);
  await ensureLocalTable(client, environment.TABLE_NAME ?? '');
  const table = createTable(client, environment.TABLE_NAME ?? '', () => Date.now() / 1_000);
  const services: Services = withWarmPool({
    ...createServices(environment, { log: (event, facts) => console.error(event, facts) }),
    store: createStore(table),
  });
  await loadDemo(services, { table, onProgress: () => {} });
  await ensureCoordinators(services);
  const first = await services.store.people.findByAddress(
    services.vault.contactHash(demoCoordinators[0].email),
  );
  if (!first) throw new Error('The demo coordinator was not stored.');
  const round = await askForRound(services, first.id);
  await previewRound({ ...services, workOut: async (task, { onWork }) => workOut(task, onWork) }, round);
  const handler = createSiteHandler(render, services, () => true);
  return {
    services,
    requests,
    /** Processor time of the database so far, in milliseconds. */
    databaseWork: processorClockOf(database.pid),
    coordinator: first.id,
    round: round.id,
    ask: async (request: SiteRequest): Promise<SiteAnswer> =>
      (await handler(apiGatewayEvent(request) as unknown as Parameters<typeof handler>[0])) as SiteAnswer,
    close: async () => {
      client.destroy();
      await database.stop();
    },
  };
};
