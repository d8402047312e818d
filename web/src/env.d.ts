/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** True only where `npm start` runs the service on one machine. */
    local?: boolean;
    /** What a middleware wants `/problem` to say. */
    problem?: import('./problem.ts').Problem;
  }
}
