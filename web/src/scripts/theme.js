// Loaded in <head> and run before the page is drawn, so that a chosen theme never flashes. Optional:
// without it the page follows the browser's preference and the switch stays away.
{
  const root = document.documentElement;
  const stored = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  if (stored) root.dataset.theme = stored;
  root.dataset.script = '';

  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-theme-switch]')) return;
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  });
}
