import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { problemSchema, problemStatus } from '#shared/http/problem.ts';
import type { AnyRoute, KeptBody } from './route.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
};

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || !each.safeParse(undefined).success,
    schema: schemaOf(each, 'input'),
  }));
};

const operation = (id: string, route: AnyRoute) => ({
  operationId: id,
  summary: route.summary,
  'x-access': route.access,
  ...(route.access !== 'anyone' && { security: [{ session: [] }] }),
  parameters: [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.creates
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', maxLength: 200 },
          },
        ]
      : []),
  ],
  ...(route.body && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
    },
  }),
  responses: {
    [route.status]: {
      description: 'Done',
      content: { 'application/json': { schema: schemaOf(route.answer, 'output') } },
    },
    ...Object.fromEntries(
      [...new Set((route.problems ?? []).map((name) => problemStatus[name]))].map((status) => [
        status,
        {
          description: (route.problems ?? []).filter((name) => problemStatus[name] === status).join(', '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
    default: {
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
});

type Routes = Readonly<Record<string, AnyRoute>>;
type Paths = Record<string, Record<string, unknown>>;

const describePaths = (routes: Routes): Paths => {
  const paths: Paths = {};
  for (const [id, route] of Object.entries(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(id, route) };
  }
  return paths;
};

/** The API's description (OpenAPI 3.1), made from the very schemas that the routes parse with. */
const toOpenApi = (routes: Routes, origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Alongside',
    version: '0.1.0',
    description: 'Mentorship matching for people in recovery.',
  },
  servers: [{ url: `${origin}/api` }],
  paths: describePaths(routes),
  components: {
    schemas: { Problem: schemaOf(problemSchema, 'output') },
    securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-session' } },
  },
});

const kept = new Map<string, KeptBody>();

/**
 * The description as it is sent. Routes never change while a process lives, and describing them takes tens of milliseconds:
 * it is done once for each origin, of which a process has one.
 */
export const openApiBody = (routes: Routes, origin: string): KeptBody => {
  const known = kept.get(origin);
  if (known) return known;
  const json = JSON.stringify(toOpenApi(routes, origin));
  const body = { json, gzip: new Uint8Array(gzipSync(json)) };
  kept.set(origin, body);
  return body;
};
