// Keys of the desk: j and k move between its items, a approves, x is “not now”, u undoes, / finds, ? shows help.
// Enter is the browser's own: moving puts the focus on an item's link. Never while somebody is typing.
const items = [...document.querySelectorAll<HTMLElement>('[data-item]')];

const current = (): number => items.findIndex((item) => item.contains(document.activeElement));

const move = (by: 1 | -1): void => {
  const at = current();
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
  const target = next?.querySelector<HTMLElement>('[data-open], h2 a, h3 a, a, button');
  if (!target) return;
  target.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
};

/** Presses what a key stands for: in the item with the focus, or the only one on the page. */
const press = (key: string): void => {
  const found = document.querySelectorAll<HTMLElement>(`[data-press="${key}"]`);
  const inItem = items[current()]?.querySelector<HTMLElement>(`[data-press="${key}"]`);
  (inItem ?? (found.length === 1 ? found[0] : undefined))?.click();
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"]):not([type="radio"])'));

const actions: Readonly<Record<string, () => void>> = {
  j: () => move(1),
  k: () => move(-1),
  a: () => press('a'),
  x: () => press('x'),
  u: () => document.querySelector<HTMLElement>('[data-undo]')?.click(),
  '/': () => document.querySelector<HTMLElement>('[data-find]')?.focus(),
  '?': () => {
    document.getElementById('keys')?.scrollIntoView({ block: 'center' });
    document.getElementById('keys')?.focus({ preventScroll: true });
  },
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
