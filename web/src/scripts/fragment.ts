// A mailed link carries its token after the “#”, which no server sees. It goes into the form's field, and out of the
// address bar and the history. Nothing is sent: a person presses the button. Without this script the page says what to do.
const form = document.querySelector<HTMLFormElement>('form[data-fragment]');
const field = form?.elements.namedItem('token');

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const take = (): void => {
  const token = decode(location.hash.slice(1));
  // Tokens are an id, a dot and a keyed hash; anything else is an ordinary place on the page, such as a field.
  if (!form || !(field instanceof HTMLInputElement) || !/^[a-z]+_\w+\.[\w-]+$/.test(token)) return;
  field.value = token;
  history.replaceState(null, '', location.pathname + location.search);
  form.hidden = false;
  for (const each of document.querySelectorAll<HTMLElement>('[data-with-fragment]')) each.hidden = false;
  for (const each of document.querySelectorAll<HTMLElement>('[data-without-fragment]')) each.hidden = true;
};

take();
// A link put into the address bar of this very page loads nothing anew.
addEventListener('hashchange', take);
