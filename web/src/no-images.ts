import type { APIRoute } from 'astro';

/** Answers Astro's image route: there are no pictures to work on. */
export const GET: APIRoute = () => new Response(null, { status: 404 });
