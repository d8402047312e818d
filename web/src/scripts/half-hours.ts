import { joined, without } from '../forms/stretches.ts';
import { dayParts, hoursValue, readHours } from '../forms/week.ts';
import { createWeekWriter } from '../forms/week-writer.ts';

/*
 * The week as a grid of half-hours, beside the boxes for parts of a day. What is painted goes back into the boxes and,
 * where it is no whole part of a day, into the list of hours beside them: the form sends the same with and without it.
 */

const minutesEach = 30;
const rows = (24 * 60) / minutesEach;
const days = [1, 2, 3, 4, 5, 6, 7] as const;

const details = document.querySelector<HTMLDetailsElement>('#half-hours');
const beside = document.querySelector<HTMLElement>('#hours-beside');
const sentence = document.querySelector<HTMLElement>('#week-sentence');

const boxesOf = (day: number) =>
  Object.entries(dayParts).flatMap(([part, stretch]) => {
    const box = document.querySelector<HTMLInputElement>(`#slot-${day}-${part}`);
    return box ? [{ box, stretch }] : [];
  });
const hoursBoxes = (): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('input[name="hours"]:checked'),
];

/** What the form says is free on a day. */
const freeOn = (day: number) =>
  joined([
    ...boxesOf(day)
      .filter(({ box }) => box.checked)
      .map(({ stretch }) => stretch),
    ...hoursBoxes()
      .flatMap(({ value }) => readHours(value))
      .filter((window) => window.day === day),
  ]);

const begin = (home: HTMLDetailsElement, list: HTMLElement, told: HTMLElement): void => {
  const { locale = 'en', noon = '', midnight = '', label = '' } = home.dataset;
  const writer = createWeekWriter(locale, { noon, midnight });
  const cells = new Map<string, HTMLElement>();
  const cellAt = (day: number, row: number): HTMLElement | undefined => cells.get(`${day} ${row}`);
  const isFree = (cell: HTMLElement): boolean => cell.ariaSelected === 'true';
  const every = Array.from({ length: rows }, (_, row) => ({
    start: row * minutesEach,
    end: (row + 1) * minutesEach,
  }));

  const tell = (): void => {
    const text = writer.weekText(days.flatMap((day) => freeOn(day).map((stretch) => ({ day, ...stretch }))));
    told.hidden = text === '';
    told.querySelector('span')?.replaceChildren(text);
  };

  /** From the form into the grid. */
  const show = (): void => {
    for (const day of days) {
      const free = freeOn(day);
      for (const [row, stretch] of every.entries()) {
        const cell = cellAt(day, row);
        if (cell) cell.ariaSelected = String(without([stretch], free).length === 0);
      }
    }
    tell();
  };

  const hoursBox = (window: { day: number; start: number; end: number }): HTMLElement => {
    const box = document.createElement('input');
    Object.assign(box, { type: 'checkbox', name: 'hours', value: hoursValue(window), className: 'tick' });
    box.checked = true;
    const text = document.createElement('span');
    text.textContent = writer.weekText([window]);
    const whole = document.createElement('label');
    whole.className = 'slot';
    whole.append(box, text);
    return whole;
  };

  /** From the grid into the form. What is free of a half-hour that is not free as a whole stays. */
  const keep = (): void => {
    const week = days.map((day) => {
      const free = freeOn(day);
      const whole = every.filter((stretch) => without([stretch], free).length === 0);
      const painted = joined([
        ...every.filter((_, row) => isFree(cellAt(day, row) ?? home)),
        ...without(free, whole),
      ]);
      const boxes = boxesOf(day);
      for (const { box, stretch } of boxes) box.checked = without([stretch], painted).length === 0;
      const ticked = boxes.filter(({ box }) => box.checked).map(({ stretch }) => stretch);
      return without(painted, ticked).map((stretch) => ({ day, ...stretch }));
    });
    list.querySelector('.hours-list')?.replaceChildren(...week.flat().map(hoursBox));
    list.hidden = week.flat().length === 0;
    tell();
  };

  const focusOn = (cell: HTMLElement): void => {
    for (const each of cells.values()) each.tabIndex = each === cell ? 0 : -1;
    cell.focus();
  };
  const paint = (cell: HTMLElement, free: boolean): void => {
    cell.ariaSelected = String(free);
    keep();
  };

  const paintBetween = (from: HTMLElement, to: HTMLElement, free: boolean): void => {
    const ends = (name: 'day' | 'row') =>
      [from, to].map((cell) => Number(cell.dataset[name])).toSorted((a, b) => a - b);
    const [firstDay = 0, lastDay = 0] = ends('day');
    const [firstRow = 0, lastRow = 0] = ends('row');
    for (let day = firstDay; day <= lastDay; day += 1)
      for (let row = firstRow; row <= lastRow; row += 1) {
        const cell = cellAt(day, row);
        if (cell) cell.ariaSelected = String(free);
      }
    keep();
  };

  const grid = document.createElement('table');
  grid.className = 'half-hours';
  for (const [name, value] of [
    ['role', 'grid'],
    ['aria-label', label],
    ['aria-multiselectable', 'true'],
    ['aria-describedby', 'half-hours-hint'],
  ] as const)
    grid.setAttribute(name, value);

  const head = grid.createTHead().insertRow();
  head.append(document.createElement('td'));
  for (const day of days) {
    const name = document.createElement('th');
    name.scope = 'col';
    name.textContent = writer.shortDay(day);
    head.append(name);
  }
  const body = grid.createTBody();
  for (const [row, stretch] of every.entries()) {
    const line = body.insertRow();
    const time = document.createElement('th');
    time.scope = 'row';
    time.textContent = writer.clockTime(stretch.start);
    line.append(time);
    for (const day of days) {
      const cell = line.insertCell();
      cell.setAttribute('role', 'gridcell');
      cell.tabIndex = -1;
      cell.ariaLabel = `${writer.shortDay(day)} ${writer.hoursText(stretch)}`;
      Object.assign(cell.dataset, { day: String(day), row: String(row) });
      cells.set(`${day} ${row}`, cell);
    }
  }
  const first = cellAt(1, 16);
  if (first) first.tabIndex = 0;

  const cellOf = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null;

  const steps: Readonly<Record<string, readonly [day: number, row: number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    PageUp: [0, -8],
    PageDown: [0, 8],
    Home: [-6, 0],
    End: [6, 0],
  };
  grid.addEventListener('keydown', (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      paint(cell, !isFree(cell));
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const day = Math.min(7, Math.max(1, Number(cell.dataset.day) + step[0]));
    const row = Math.min(rows - 1, Math.max(0, Number(cell.dataset.row) + step[1]));
    const next = cellAt(day, row);
    if (!next) return;
    focusOn(next);
    if (event.shiftKey) paint(next, isFree(cell));
  });

  /** What a drag does, and the cell where it was last seen: a fast one skips some. */
  let drag: { readonly free: boolean; readonly last: HTMLElement } | null = null;
  grid.addEventListener('pointerdown', (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.button !== 0) return;
    drag = { free: !isFree(cell), last: cell };
    focusOn(cell);
    paint(cell, drag.free);
    if (cell.hasPointerCapture(event.pointerId)) cell.releasePointerCapture(event.pointerId);
    event.preventDefault();
  });
  grid.addEventListener('pointerover', (event) => {
    const cell = cellOf(event.target);
    if (!cell || !drag) return;
    paintBetween(drag.last, cell, drag.free);
    drag = { ...drag, last: cell };
  });
  document.addEventListener('pointerup', () => {
    drag = null;
  });
  home.closest('form')?.addEventListener('change', show);

  const frame = document.createElement('div');
  frame.className = 'half-hours-frame';
  frame.append(grid);
  home.append(frame);
  home.hidden = false;
  home.addEventListener('toggle', () => {
    // A day begins where most people are awake.
    if (home.open) frame.scrollTop = body.rows[16]?.offsetTop ?? 0;
  });
  show();
};

if (details && beside && sentence) begin(details, beside, sentence);
