/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Given with each request by whoever runs the site. */
    services: import('#functions/services.ts').Services;
    address: string;
    /** True only where `npm start` runs the service on one machine. */
    local?: boolean;
    /** Who is asking. */
    visitor: import('#functions/api/route.ts').Visitor;
    /** The API, with the visitor's own rights: all that pages work with. */
    api: import('#functions/api/client.ts').ApiClient;
    /** What a middleware wants `/problem` to say. */
    problem?: import('./problem.ts').Problem;
  }
}
