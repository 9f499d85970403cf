// Runs in the page of a report: filter, search and keys. Without it, the page is a plain list of everything.
const form = document.getElementById('filter');
const shown = document.getElementById('shown');
const help = document.getElementById('help');
const entries = [...document.querySelectorAll('.entry')];
const texts = new Map();
let current = -1;

/** What a search looks at: everything but the YAML, which would find each name in many places. */
function textOf(entry) {
  let text = texts.get(entry);
  if (text === undefined) {
    const parts = [...entry.children].filter((part) => !part.classList.contains('yaml'));
    text = parts.map((part) => part.textContent.toLowerCase()).join('\n');
    texts.set(entry, text);
  }
  return text;
}

function applyFilter() {
  const levels = new Set([...form.querySelectorAll('[name=level]:checked')].map(({ value }) => value));
  const env = form.elements.env.value;
  const app = form.elements.app.value;
  const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of entries) {
    const { dataset } = entry;
    const fits =
      levels.has(dataset.level) &&
      (env === '' || dataset.env.split('\n').includes(env)) &&
      (app === '' || dataset.app.split('\n').includes(app)) &&
      words.every((word) => textOf(entry).includes(word));
    entry.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = `${count} of ${entries.length} shown`;
  document.getElementById('nothing-found').hidden = count > 0 || entries.length === 0;
}

function clearFilter() {
  form.reset();
  applyFilter();
}

/** Moves to the next visible entry in a direction, from the one that has the focus or had it last. */
function move(step) {
  const focused = entries.indexOf(document.activeElement?.closest('.entry'));
  let next = (focused >= 0 ? focused : current) + step;
  while (entries[next]?.hidden) next += step;
  if (!entries[next]) return;
  current = next;
  entries[next].focus({ preventScroll: true });
  entries[next].scrollIntoView({ block: 'start' });
}

/** Shows the YAML of another environment, which waits in a template. */
function choose(select) {
  const yaml = select.closest('.yaml');
  const place = yaml.querySelector('.of-environment');
  const templates = [...yaml.querySelectorAll('template')];
  const which = yaml.querySelector('.which');
  const next = templates.find(({ dataset }) => dataset.env === select.value);
  if (!next) return;
  const old = document.createElement('template');
  old.dataset.env = which.textContent;
  old.content.append(...place.childNodes);
  place.append(next.content);
  next.replaceWith(old);
  which.textContent = select.value;
}

for (const pick of document.querySelectorAll('.pick')) pick.hidden = false;
document.addEventListener('change', (event) => {
  if (event.target.matches('.pick select')) choose(event.target);
});

function toggleYaml() {
  const yaml = document.activeElement?.closest('.entry')?.querySelector('details.yaml');
  if (yaml) yaml.open = !yaml.open;
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: toggleYaml,
  x: clearFilter,
  '?': () => help.showModal(),
  '/': () => {
    form.elements.text.focus();
    form.elements.text.select();
  },
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.matches('input[type=search], select')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-set]');
  if (!link) return;
  form.reset();
  form.elements.env.value = link.dataset.env ?? '';
  form.elements.app.value = link.dataset.app ?? '';
  applyFilter();
});

form.addEventListener('input', applyFilter);
form.addEventListener('submit', (event) => event.preventDefault());
// Fields have their old values until the event is over.
form.addEventListener('reset', () => setTimeout(applyFilter));
document.getElementById('help-button').addEventListener('click', () => help.showModal());

const openedForPrint = [];
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open])')) {
    details.open = true;
    openedForPrint.push(details);
  }
});
addEventListener('afterprint', () => {
  for (const details of openedForPrint.splice(0)) details.open = false;
});

form.hidden = entries.length === 0;
applyFilter();
