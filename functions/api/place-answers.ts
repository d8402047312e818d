import type { Community } from '#shared/community.ts';
import type { FieldProblem } from '#shared/http/problem.ts';
import { type Locale, messages } from '#shared/i18n/index.ts';
import type { MentorAnswers, NewcomerAnswers } from '#shared/people/answers.ts';

/**
 * What only the community's own list can judge: a place must be on it, and meeting in person needs one.
 * @returns the fields that need another look, none if all is well.
 */
export const judgePlace = (
  { placeId, modalities }: Pick<NewcomerAnswers | MentorAnswers, 'placeId' | 'modalities'>,
  { places }: Pick<Community, 'places'>,
  locale: Locale,
): FieldProblem[] => {
  const known = places.some(({ id }) => id === placeId);
  const code =
    placeId !== null && !known
      ? 'not-in-list'
      : placeId === null && modalities.includes('in-person')
        ? 'choose-place'
        : null;
  return code ? [{ pointer: '/answers/placeId', code, message: messages(locale).problems.fields[code] }] : [];
};
