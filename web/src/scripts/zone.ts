// The time zone is filled in with the community's; where a browser knows its own, with that. Anyone can change it.
const select = document.querySelector<HTMLSelectElement>('#time-zone');
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (select && [...select.options].some(({ value }) => value === own)) select.value = own;
