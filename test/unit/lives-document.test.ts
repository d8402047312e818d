import { expect, test } from 'vitest';
import { diagram, type Life, terminalStates } from '#shared/life/life.ts';
import { matchLife, matchStates } from '#shared/life/match.ts';
import { mentorLife, mentorStates } from '#shared/life/mentor.ts';
import { messageLife, messageStates } from '#shared/life/message.ts';
import { requestLife, requestStates } from '#shared/life/request.ts';
import { roundLife, roundStates } from '#shared/life/round.ts';

/*
 * `docs/lives.md` is made of the very tables that the code decides by. After a change of them:
 * `npm run test:unit -- lives-document --update`.
 */

const section = <S extends string, E extends string>(
  title: string,
  words: string,
  { life, states }: { life: Life<S, E>; states: readonly S[] },
): string => {
  const ends = terminalStates(life, states);
  const last = ends.length > 0 ? `Nothing leaves ${ends.join(', ')}.` : 'There is a way out of every state.';
  return `## ${title}\n\n${words} ${last}\n\n\`\`\`mermaid\n${diagram(life)}\n\`\`\`\n`;
};

const matchWords =
  'A proposal reserves nothing; an offer reserves a place; an introduction fills it. While a match is held nobody sees more of it than that it takes a pause, no clock runs and no message about it goes out. Its release goes back to where it was held from: an offer is made anew with its whole time, and an introduction goes to whoever has not had one.';

const document = [
  '# Lives\n\nWritten by a test from the tables in `shared/life`; not by hand. Each arrow is an event; the same tables are the conditions of the writes.\n',
  section('Mentor', 'A coordinator approves; “still willing?” is a gate of matching, not a state.', {
    life: mentorLife,
    states: mentorStates,
  }),
  section("A newcomer's request", 'At most one open match at a time.', {
    life: requestLife,
    states: requestStates,
  }),
  section('Match', matchWords, {
    life: matchLife,
    states: matchStates,
  }),
  section('Message', '`lose` is a crash between the call to SES and its mark; only the clock settles it.', {
    life: messageLife,
    states: messageStates,
  }),
  section('Round', 'Looked at before anything is stored.', { life: roundLife, states: roundStates }),
].join('\n');

test('docs/lives.md shows the lives as they are', async () => {
  await expect(document).toMatchFileSnapshot('../../docs/lives.md');
});

test('diagrams name states in letters that Mermaid takes', () => {
  for (const life of [mentorLife, requestLife, matchLife, messageLife, roundLife] as Life<string, string>[])
    for (const line of diagram(life).split('\n').slice(1))
      expect(line).toMatch(/^ {2}(state "[a-z-]+" as [a-z_]+|(\[\*\]|[a-z_]+) --> [a-z_]+(: [a-z-]+)?)$/);
});
