
// The page itself: theme, copying, tables that sort, the index's filter; then the figures.

const THEMES = {automatic: '', light: 'light', dark: 'dark'};

function themes() {
  const button = document.getElementById('theme');
  const names = Object.keys(THEMES);
  let chosen = 'automatic';
  try {
    chosen = localStorage.getItem('hyades-theme') || chosen;
  } catch { // some browsers keep nothing for files
  }
  const apply = name => {
    chosen = name in THEMES ? name : 'automatic';
    document.documentElement.dataset.theme = THEMES[chosen];
    button.textContent = 'Colours: ' + chosen;
    document.dispatchEvent(new Event('themechange'));
  };
  button.addEventListener('click', () => {
    apply(names[(names.indexOf(chosen) + 1) % names.length]);
    try {
      localStorage.setItem('hyades-theme', chosen);
    } catch { // it holds until the page is left
    }
  });
  button.hidden = false;
  apply(chosen);
}

function copying() {
  const button = document.getElementById('copy');
  const command = document.getElementById('command');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(command.textContent);
    } catch { // not allowed here: the old way
      getSelection().selectAllChildren(command);
      document.execCommand('copy');
    }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
}

// Makes the heads of a table buttons that sort by their column: up, then down.
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = element(null, 'button', {type: 'button'}, head.textContent);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      heads.forEach(each => each.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => sign * compare(a.cells[column], b.cells[column]));
      table.tBodies[0].append(...rows);
    });
  });
}

// Numbers before text, in their order; what is not a number after all others.
function compare(a, b) {
  const [x, y] = [a, b].map(cell => 'value' in cell.dataset ? Number(cell.dataset.value) : NaN);
  if (Number.isNaN(x) && Number.isNaN(y)) return a.textContent.localeCompare(b.textContent, 'en', {numeric: true});
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return x - y;
}

function filtering() {
  const form = document.getElementById('filter');
  if (!form) return;
  form.hidden = false;
  const command = document.getElementById('filter-command');
  const text = document.getElementById('filter-text');
  const rows = [...document.querySelectorAll('table.sortable tbody tr')];
  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/);
    let left = 0;
    for (const row of rows) {
      const content = row.textContent.toLowerCase();
      row.hidden = !((command.value === '' || row.dataset.command === command.value) && words.every(word => content.includes(word)));
      left += row.hidden ? 0 : 1;
    }
    document.getElementById('count').textContent = left === rows.length ? `${left} runs` : `${left} of ${rows.length} runs`;
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  filter(); // some browsers fill in what was there before
}

const data = JSON.parse(document.getElementById('data').textContent);
document.documentElement.classList.add('program');
themes();
copying();
document.querySelectorAll('table.sortable').forEach(sortable);
filtering();
document.querySelectorAll('[data-chart]').forEach(figure => new Chart(figure, data.charts[figure.dataset.chart]));
if (data.timeline) new Timeline(document.getElementById('timeline'), data.timeline);
