import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { previewRound, type RoundServices } from '../steps/rounds.ts';
import { storeRound } from '../steps/store-round.ts';

/** An SQS event, as far as it is read here: bodies are `{ "roundId": "round_…" }`. */
export type RoundEvent = {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
};

const bodySchema = z.object({ roundId: idSchema('round') });

const work = async (services: RoundServices, body: string): Promise<void> => {
  const { roundId } = bodySchema.parse(JSON.parse(body));
  const round = await services.store.rounds.get(roundId);
  if (round?.state === 'requested') await previewRound(services, round);
  if (round?.state === 'confirmed') await storeRound(services, round);
};

/**
 * The round function: previews a round that was asked for, stores one that was confirmed. Called again for the same
 * round it does nothing, or finishes what a crash left. A round whose working failed is asked for again by the clock, until
 * it says on the desk that it did not work.
 */
export const handleRound = async (event: RoundEvent, services: RoundServices) => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      await work(services, body);
    } catch (error) {
      services.log('round-failed', {
        record: messageId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
