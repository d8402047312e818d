import { describe, expect, test } from 'vitest';
import { demoPeople } from '#functions/local/demo-people.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { mentorApplicationSchema, newcomerApplicationSchema } from '#shared/people/application.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');
const { mentors, newcomers } = demoPeople(now);
const applications = [...mentors, ...newcomers].map(({ application }) => application);

describe('the made-up community', () => {
  test('has 60 mentors and 140 newcomers, each with a form that the API would take as it is', () => {
    expect([mentors.length, newcomers.length]).toEqual([60, 140]);
    for (const { application } of mentors)
      expect(mentorApplicationSchema.parse(application)).toEqual(application);
    for (const { application } of newcomers)
      expect(newcomerApplicationSchema.parse(application)).toEqual(application);
  });

  test('is the same each time', () => {
    expect(demoPeople(now)).toEqual({ mentors, newcomers });
  });

  test('nobody in it can exist: addresses at example.org, numbers kept for fiction, none twice', () => {
    const addresses = applications.map(({ contact }) => contact.email);
    const phones = applications.flatMap(({ contact }) => contact.phone ?? []);
    expect(new Set(addresses).size).toBe(200);
    expect(new Set(phones).size).toBe(phones.length);
    expect(addresses.every((address) => /^[a-z.]+@example\.org$/.test(address))).toBe(true);
    expect(phones.every((phone) => /^\+1\d{3}55501\d\d$/.test(phone))).toBe(true);
  });

  test('is varied: languages, zones, tracks, ways to talk', () => {
    const answers = applications.map((application) => application.answers);
    const languages = new Set(answers.flatMap((each) => each.languages.map(({ code }) => code)));
    expect([...languages]).toEqual(expect.arrayContaining(['en', 'es', 'ase']));
    expect(new Set(answers.map((each) => each.timeZone)).size).toBeGreaterThan(5);
    expect(new Set(answers.map((each) => each.track)).size).toBe(4);
    expect(new Set(answers.map((each) => each.modalities[0])).size).toBe(4);
    expect(applications.filter(({ locale }) => locale === 'es').length).toBeGreaterThan(15);
  });

  test('names only pathways of the rubric', () => {
    const named = [
      ...mentors.flatMap(({ application }) => application.answers.pathways.map(({ pathway }) => pathway)),
      ...newcomers.flatMap(({ application }) => application.answers.pathways),
    ];
    expect(Object.keys(rubricV1.pathways)).toEqual(expect.arrayContaining([...new Set(named)]));
  });
});
