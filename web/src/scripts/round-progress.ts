// While a round is worked its page looks again every two seconds: the bar and its words change in place, so that the focus
// stays where it is. Once there is something else to see, the page is loaded anew. Without this script it loads itself.
const mark = '[data-round-progress]';
const everyMilliseconds = 2_000;

const lookAgain = async (): Promise<void> => {
  const response = await fetch(location.pathname, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const bar = page.querySelector<HTMLProgressElement>(`${mark} progress`);
  const shown = document.querySelector<HTMLProgressElement>(`${mark} progress`);
  const told = page.querySelector(`${mark} [data-told]`)?.textContent;
  const words = document.querySelector(`${mark} [data-told]`);
  const canStop = (from: Document) => from.querySelector(`${mark} form`) !== null;
  if (!bar || !shown || !words || told === undefined || canStop(page) !== canStop(document)) {
    location.replace(location.pathname + location.search);
    return;
  }
  if (bar.hasAttribute('value')) shown.value = bar.value;
  words.textContent = told;
  setTimeout(again, everyMilliseconds);
};

const again = (): void => {
  // A moment without a network is no reason to stop looking.
  lookAgain().catch(() => setTimeout(again, everyMilliseconds));
};

if (document.querySelector(mark)) setTimeout(again, everyMilliseconds);
