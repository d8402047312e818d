/** Where “Leave this site” goes: a page that anyone might have open, and that says nothing about them. */
export const neutralSite = 'https://www.weather.gov/';
