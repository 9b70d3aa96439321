
// Figures of lines and points over one axis, as Figure.java describes them.

class Chart {
  constructor(figure, spec) {
    this.spec = spec;
    this.legend(figure);
    this.plot = element(figure, 'div', {class: 'plot'});
    this.alternative = figure.querySelector('.text-alternative');
    this.alternative.id = figure.id + '-summary';
    figure.querySelector('h3').id = figure.id + '-title';
    this.svg = shape(this.plot, 'svg', {
      role: 'img', tabindex: '0', 'aria-labelledby': figure.id + '-title', 'aria-describedby': this.alternative.id,
    });
    this.tip = new Tip(this.plot);
    this.spoken = element(this.plot, 'div', {class: 'hidden', 'aria-live': 'polite'});
    this.table(figure);
    this.main = spec.x || spec.series.map(s => s.x).reduce((a, b) => b.length > a.length ? b : a, []);
    this.svg.addEventListener('pointermove', event => this.point(event));
    this.svg.addEventListener('pointerdown', event => this.point(event));
    this.svg.addEventListener('pointerleave', () => this.hide());
    this.svg.addEventListener('blur', () => this.hide());
    this.svg.addEventListener('keydown', event => this.key(event));
    if (figure.closest('.marked')) document.addEventListener('marktime', event => this.mark(event.detail));
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  legend(figure) {
    const solid = new Set();
    // a dashed line of the colour of another belongs to that, as the caption says
    const named = this.spec.series.filter(series => {
      const isOther = series.style === 'dashed' && solid.has(series.color);
      if (series.style !== 'faint' && series.style !== 'band') solid.add(series.color);
      return !isOther;
    }).filter((series, i, all) => all.findIndex(other => other.name === series.name) === i);
    if (named.length < 2) return;
    const list = element(figure, 'ul', {class: 'legend'});
    for (const series of named) element(list, 'li', {class: `key k${series.color} ${series.style}`}, series.name);
  }

  draw() {
    const width = this.plot.clientWidth;
    if (width === 0 || width === this.width) return;
    this.width = width;
    const height = Math.round(Math.min(340, Math.max(220, width * 0.6)));
    const values = this.spec.series.flatMap(s => [s.y, s.low, s.high].flatMap(v => v || []));
    const up = axisFor(this.spec.up, values, height - 68, 44, 0.04);
    const left = 14 + 7.2 * Math.max(...up.ticks.map(t => t.label.length));
    const isPoints = this.spec.series.some(s => s.style === 'whiskers' || s.style === 'labelled');
    const across = axisFor(this.spec.across, (this.spec.x || []).concat(...this.spec.series.map(s => s.x || [])),
      width - left - 18, 76, isPoints ? 0.04 : 0);
    this.x = value => left + across.place(value) * (width - left - 18);
    this.y = value => height - 44 - up.place(value) * (height - 68);
    this.svg.replaceChildren();
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.height = height;
    shape(this.svg, 'desc', {}, this.spec.summary);
    this.axes(across, up, left, width, height);
    for (const series of this.spec.series) this.series(series);
    this.now = shape(this.svg, 'g', {class: 'now'});
    this.mark(this.marked);
    this.cross = shape(this.svg, 'g', {class: 'cross'});
  }

  // Marks the time that the film is at.
  mark(time) {
    this.marked = time;
    if (!this.now || time === undefined) return;
    this.now.replaceChildren();
    shape(this.now, 'line', {x1: this.x(time), x2: this.x(time), y1: 24, y2: this.height - 44});
  }

  axes(across, up, left, width, height) {
    const bottom = height - 44;
    shape(this.svg, 'text', {x: 0, y: 11, class: 'title'}, up.title);
    shape(this.svg, 'text', {x: width - 18, y: height - 6, class: 'title end'}, across.title);
    for (const tick of up.ticks) {
      const y = bottom - tick.at * (height - 68);
      shape(this.svg, 'line', {x1: left, x2: width - 18, y1: y, y2: y, class: 'grid'});
      shape(this.svg, 'text', {x: left - 8, y: y + 4, class: 'tick end'}, tick.label);
    }
    shape(this.svg, 'line', {x1: left, x2: width - 18, y1: bottom, y2: bottom, class: 'base'});
    for (const tick of across.ticks) {
      const x = left + tick.at * (width - left - 18);
      shape(this.svg, 'line', {x1: x, x2: x, y1: bottom, y2: bottom + 5, class: 'base'});
      shape(this.svg, 'text', {x, y: bottom + 19, class: 'tick middle'}, tick.label);
    }
  }

  series(series) {
    const group = shape(this.svg, 'g', {class: `series k${series.color} ${series.style}`});
    const xs = series.x || this.spec.x;
    if (series.style === 'band') {
      const there = xs.map((_, i) => i).filter(i => this.isOn(xs[i], series.low[i]) && this.isOn(xs[i], series.high[i]));
      const edge = there.map(i => this.pair(xs[i], series.high[i]))
        .concat(there.toReversed().map(i => this.pair(xs[i], series.low[i])));
      shape(group, 'polygon', {points: edge.join(' ')});
      return;
    }
    if (series.style === 'dots') {
      xs.forEach((x, i) => {
        if (this.isOn(x, series.y[i])) shape(group, 'circle', {cx: this.x(x).toFixed(1), cy: this.y(series.y[i]).toFixed(1), r: 2.5});
      });
      return;
    }
    shape(group, 'path', {d: this.path(xs, series), class: 'stroke'});
    if (series.style === 'whiskers' || series.style === 'labelled') {
      xs.forEach((x, i) => {
        if (!this.isOn(x, series.y[i])) return;
        const at = this.x(x);
        if (series.low && this.isOn(x, series.low[i]) && this.isOn(x, series.high[i])) {
          shape(group, 'line', {x1: at, x2: at, y1: this.y(series.low[i]), y2: this.y(series.high[i]), class: 'stroke'});
        }
        shape(group, 'circle', {cx: at, cy: this.y(series.y[i]), r: 4});
      });
    }
  }

  isOn(x, y) {
    return y !== null && x !== null && Number.isFinite(this.y(y)) && Number.isFinite(this.x(x));
  }

  pair(x, y) {
    return this.x(x).toFixed(1) + ',' + this.y(y).toFixed(1);
  }

  // Lines between neighbours; a value between two gaps becomes a dot, by the round end of its line.
  path(xs, series) {
    let path = '';
    let before = -1;
    series.y.forEach((y, i) => {
      if (!this.isOn(xs[i], y)) return;
      const at = this.pair(xs[i], y);
      if (before !== i - 1 || path === '') path += 'M' + at + 'h0';
      else if (series.style === 'steps') path += 'H' + this.x(xs[i]).toFixed(1) + 'V' + this.y(y).toFixed(1);
      else path += 'L' + at;
      before = i;
    });
    return path;
  }

  point(event) {
    const box = this.svg.getBoundingClientRect();
    this.at = this.nearest(this.main, (event.clientX - box.left) * this.width / box.width);
    this.show();
  }

  nearest(xs, pixel) {
    let found = 0;
    xs.forEach((x, i) => {
      if (Math.abs(this.x(x) - pixel) < Math.abs(this.x(xs[found]) - pixel)) found = i;
    });
    return found;
  }

  key(event) {
    const last = this.main.length - 1;
    const step = event.shiftKey ? Math.ceil(last / 20) : 1;
    const at = this.at === undefined ? 0 : this.at;
    const moved = {ArrowRight: Math.min(last, at + step), ArrowLeft: Math.max(0, at - step), Home: 0, End: last}[event.key];
    if (event.key === 'Escape') this.hide();
    if (moved === undefined) return;
    event.preventDefault();
    this.at = moved;
    this.spoken.textContent = this.show().map(([, name, value]) => name + ': ' + value).join('; ');
  }

  // Marks and tells the values at the place the pointer or the keys have chosen.
  show() {
    const x = this.main[this.at];
    const pixel = this.x(x);
    const unit = text => text === '' ? '' : ' ' + text;
    const heading = `${this.spec.across.name} ${numberText(x)}${unit(this.spec.across.unit)}`;
    this.cross.replaceChildren();
    shape(this.cross, 'line', {x1: pixel, x2: pixel, y1: 24, y2: this.height - 44});
    const lines = [];
    for (const series of this.spec.series) {
      if (series.style === 'faint') continue; // many of one name
      const i = series.x ? this.nearest(series.x, pixel) : this.at;
      const own = (series.x || this.spec.x)[i];
      if (series.x && Math.abs(this.x(own) - pixel) > 12) continue;
      const range = series.low && series.low[i] !== null ? `${numberText(series.low[i])} to ${numberText(series.high[i])}` : '';
      const value = series.style === 'band' ? range : numberText(series.y[i]) + unit(this.spec.up.unit) + (range && ` (${range})`);
      lines.push([`k${series.color} ${series.style}`, series.name, value]);
      if (series.style !== 'band' && this.isOn(own, series.y[i])) {
        shape(this.cross, 'circle', {cx: this.x(own), cy: this.y(series.y[i]), r: 4, class: 'k' + series.color});
      }
    }
    this.tip.show(pixel * this.plot.clientWidth / this.width, 20, heading, lines);
    return [['', heading, ''], ...lines];
  }

  hide() {
    this.tip.hide();
    if (this.cross) this.cross.replaceChildren();
  }

  // The values as a table, made when it is opened: up to 100 rows.
  table(figure) {
    const details = element(figure, 'details');
    element(details, 'summary', {}, 'Values');
    details.addEventListener('toggle', () => {
      if (!details.open || details.querySelector('table')) return;
      const table = element(element(details, 'div', {class: 'scroll', tabindex: '0'}), 'table');
      element(table, 'caption', {}, this.spec.title);
      const told = this.spec.series.filter(series => series.style !== 'faint');
      const head = element(element(table, 'thead'), 'tr');
      const title = axis => axis.unit === '' ? axis.name : `${axis.name} [${axis.unit}]`;
      for (const name of [title(this.spec.across), ...told.map(s => s.name)]) element(head, 'th', {scope: 'col'}, name);
      const body = element(table, 'tbody');
      const stride = Math.max(1, Math.ceil(this.main.length / 100));
      for (let i = 0; i < this.main.length; i += stride) {
        const row = element(body, 'tr');
        element(row, 'td', {class: 'number'}, numberText(this.main[i]));
        for (const series of told) {
          const own = series.x ? series.x.indexOf(this.main[i]) : i;
          const isBand = series.style === 'band';
          element(row, 'td', {class: 'number'}, own < 0 ? '' : isBand ? `${numberText(series.low[own])} to ${numberText(series.high[own])}` : numberText(series.y[own]));
        }
      }
    });
  }
}
