/** Finds pages and headings that hold every word; the index is a script, so that it opens from disk too. */
const field = document.getElementById('search');
const found = document.getElementById('found');
const MOST = 40;

function find() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits =
    words.length === 0
      ? []
      : SEARCH_INDEX.filter((entry) => words.every((word) => entry.words.includes(word)));
  // The shorter a title, the more of it was asked for.
  hits.sort((a, b) => a.title.length - b.title.length);
  found.hidden = words.length === 0;
  found.replaceChildren(...(hits.length === 0 ? ['Nothing found.'] : hits.slice(0, MOST).map(rowOf)));
}

function rowOf({ title, page, path }) {
  const link = document.createElement('a');
  link.href = `${UP}/${path}`;
  link.textContent = title;
  const where = document.createElement('small');
  where.textContent = title === page ? '' : ` ${page}`;
  link.append(where);
  return link;
}

field.addEventListener('input', find);
field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') field.value = '';
  if (event.key === 'Enter') found.querySelector('a')?.click();
  find();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === field) return;
  event.preventDefault();
  field.focus();
});
