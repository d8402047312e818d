/** The site's server as `npm run build` leaves it in `dist/site/server`. */
declare module '#built-site' {
  export const render: import('./handler.ts').Render;
}
