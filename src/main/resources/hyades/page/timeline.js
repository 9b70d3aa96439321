
// What each rank did when, as Timeline.java packs it: events, or of many events the shares of each part of the time.

const NAMES = ['start-up', 'compute', 'exchange and waiting', 'reading', 'writing'];
const KEYS = ['k0', 'k1', 'k2', 'k3', 'k4'];

function durationText(seconds) {
  if (seconds >= 1) return numberText(seconds, 3) + ' s';
  return seconds >= 1e-3 ? numberText(seconds * 1e3, 3) + ' ms' : numberText(seconds * 1e6, 3) + ' µs';
}

class Timeline {
  constructor(figure, data) {
    this.data = data;
    this.rows = data.rows.map(row => ({...row, shares: row.shares && decode(row.shares)}));
    this.from = 0;
    this.to = data.end;
    const list = element(figure, 'ul', {class: 'legend'});
    NAMES.forEach((name, i) => element(list, 'li', {class: 'key steps ' + KEYS[i]}, name));
    this.box = element(figure, 'div', {class: 'plot'});
    const shown = data.rows.length < data.ranksInAll ? `, ${data.rows.length} of ${data.ranksInAll} ranks` : '';
    this.canvas = element(this.box, 'canvas', {
      role: 'img', 'aria-label': `Timeline of ${numberText(data.end, 3)} s${shown}; the table of ranks has the totals`,
    });
    this.tip = new Tip(this.box);
    this.controls(figure, shown);
    this.canvas.addEventListener('pointermove', event => this.point(event));
    this.canvas.addEventListener('pointerdown', event => this.point(event));
    this.canvas.addEventListener('pointerleave', () => this.tip.hide());
    new ResizeObserver(() => this.draw()).observe(this.box);
    whenColorsChange(() => this.draw());
  }

  controls(figure, shown) {
    const bar = element(figure, 'div', {class: 'controls', role: 'group', 'aria-label': 'Part of the timeline'});
    const button = (text, label, act) => element(bar, 'button', {type: 'button', 'aria-label': label}, text).addEventListener('click', act);
    button('+', 'Closer', () => this.zoom(0.5, 0));
    button('−', 'Farther', () => this.zoom(2, 0));
    button('‹', 'Earlier', () => this.zoom(1, -0.5));
    button('›', 'Later', () => this.zoom(1, 0.5));
    button('Whole run', 'Whole run', () => this.zoom(Infinity, 0));
    this.label = element(bar, 'output');
    this.label.dataset.shown = shown;
  }

  // Shows `factor` as long a part of the run, moved by so many of its lengths.
  zoom(factor, by) {
    const length = Math.min(this.data.end, (this.to - this.from) * factor);
    const middle = (this.from + this.to) / 2 + by * length;
    this.from = Math.max(0, Math.min(this.data.end - length, middle - length / 2));
    this.to = this.from + length;
    this.draw();
  }

  layout() {
    const width = this.box.clientWidth;
    const row = this.rows.length > 16 ? 10 : 24;
    const left = 12 + 7 * ('rank ' + this.rows.at(-1).rank).length;
    return {width, row, left, height: row * this.rows.length + 40, scale: (width - left - 12) / (this.to - this.from)};
  }

  draw() {
    const {width, row, left, height, scale} = this.layout();
    if (width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.height = height + 'px';
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    const style = getComputedStyle(this.canvas);
    const colors = KEYS.map(key => colorOf(this.canvas, key === 'k0' ? '--rest' : '--c' + key.slice(1)));
    context.font = '12px ' + style.fontFamily;
    this.rows.forEach((each, i) => {
      const top = i * row;
      context.fillStyle = style.color;
      if (row > 12 || i % 4 === 0) context.fillText('rank ' + each.rank, 0, top + row / 2 + 4);
      context.save();
      context.beginPath();
      context.rect(left, top, width - left - 12, row - 2);
      context.clip();
      const box = (start, end, y, h) => context.fillRect(left + (start - this.from) * scale, y, Math.max(0.5, (end - start) * scale), h);
      if (each.events) {
        for (const [category, start, length] of each.events) {
          if (category < 0 || start > this.to || start + length < this.from) continue;
          context.fillStyle = colors[category];
          box(start, start + length, top, row - 2);
        }
      } else {
        this.bins(each.shares, (start, end, y, h, category) => {
          context.fillStyle = colors[category];
          box(start, end, top + y * (row - 2), h * (row - 2));
        });
      }
      context.restore();
    });
    const axis = axisFor({name: 'Time', unit: 's', kind: 'linear'}, [this.from, this.to], width - left - 12, 76, 0);
    context.fillStyle = style.color;
    context.textAlign = 'center';
    for (const tick of axis.ticks) {
      const x = left + tick.at * (width - left - 12);
      context.fillRect(x, height - 38, 1, 5);
      context.fillText(tick.label, x, height - 20);
    }
    context.textAlign = 'right';
    context.fillText(axis.title, width - 12, height - 4);
    this.label.textContent = `${numberText(this.from, 4)} to ${numberText(this.to, 4)} s${this.label.dataset.shown}`;
  }

  bins(shares, paint) {
    const width = this.data.end / this.data.bins;
    for (let bin = 0; bin < this.data.bins; bin++) {
      let y = 0;
      for (let category = 0; category < NAMES.length; category++) {
        const share = shares[bin * NAMES.length + category] / 255;
        if (share > 0 && (bin + 1) * width > this.from && bin * width < this.to) paint(bin * width, (bin + 1) * width, y, share, category);
        y += share;
      }
    }
  }

  point(event) {
    const {row, left, scale} = this.layout();
    const bounds = this.canvas.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const y = event.clientY - bounds.top;
    const each = this.rows[Math.floor(y / row)];
    const time = this.from + (x - left) / scale;
    if (!each || time < this.from || time > this.to) {
      this.tip.hide();
      return;
    }
    const lines = each.events ? this.event(each.events, time, 2 / scale) : this.parts(each.shares, time);
    this.tip.show(x, y + 12, `rank ${each.rank} at ${numberText(time, 4)} s`, lines);
  }

  event(events, time, slack) {
    const found = events.find(([, start, length]) => time >= start && time <= start + length)
      || events.find(([, start, length]) => time >= start - slack && time <= start + length + slack);
    return found ? [[KEYS[found[0]] || '', `${NAMES[found[0]] || 'left out'}: ${found[3]}`, durationText(found[2])]] : [];
  }

  parts(shares, time) {
    const bin = Math.min(this.data.bins - 1, Math.floor(time / this.data.end * this.data.bins));
    return NAMES.map((name, i) => [KEYS[i], name, Math.round(shares[bin * NAMES.length + i] / 2.55) + ' %'])
      .filter(line => line[2] !== '0 %');
  }
}
