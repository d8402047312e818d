// “Leave this site”: by its link, or by Shift three times within a second and a half. Blanks the page at
// once, then replaces it, so that Back does not return. The browser's history keeps earlier pages; the
// site says so. Without this script the link is a plain link.
const link = document.querySelector<HTMLAnchorElement>('[data-leave]');
const windowMilliseconds = 1500;
let presses: number[] = [];

const leave = (href: string): void => {
  document.title = '\u00a0';
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  location.replace(href);
};

if (link) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift') presses = [];
  });
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') return;
    presses = [...presses.filter((at) => event.timeStamp - at < windowMilliseconds), event.timeStamp];
    if (presses.length >= 3) leave(link.href);
  });
}
