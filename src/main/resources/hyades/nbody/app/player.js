
// The bodies of an N-body run as a small film, as Player.java packs them.

const OUTSIDE = 65535;
const FEW = 6;
const MOST_ZOOM = 64;
const TRAIL_OF_MANY = 8; // frames

class Player extends Film {
  constructor(figure, film) {
    super(figure, film);
    const bytes = decode(film.positions);
    this.positions = new Uint16Array(bytes.buffer, 0, bytes.length / 2);
    this.axes = [0, 1];
    this.zoom = 1;
    this.isFew = film.bodies <= FEW;
    this.hasTrails = this.isFew;
    this.colors = decode(film.colors);
    this.quantities = film.quantities.map(each => ({...each, bytes: decode(each.values)}));
    this.mass = this.quantities.find(each => each.name === 'mass');
    this.shown = this.isFew ? null : this.quantities[0] ?? null;
    this.scale = element(figure, 'div', {class: 'scale'});
    this.low = element(this.scale, 'span');
    const strip = element(this.scale, 'canvas', {width: 256, height: 1, 'aria-hidden': 'true'});
    this.high = element(this.scale, 'span');
    const context = strip.getContext('2d');
    for (let i = 0; i < 256; i++) {
      context.fillStyle = this.color(i);
      context.fillRect(i, 0, 1, 1);
    }
    this.begin('Film of the bodies');
  }

  choices(bar) {
    if (this.film.dimensions === 3) {
      this.choice(bar, 'Plane ', ['x–y', 'x–z', 'y–z'], 0, index => this.axes = [[0, 1], [0, 2], [1, 2]][index]);
    }
    if (this.quantities.length > 0) {
      const names = [this.isFew ? 'bodies' : 'none', ...this.quantities.map(each => each.name)];
      this.choice(bar, 'Colours ', names, this.isFew ? 0 : 1, index => this.shown = index === 0 ? null : this.quantities[index - 1]);
    }
    const label = element(bar, 'label', {});
    const trails = element(label, 'input', {type: 'checkbox', class: 'trails'});
    label.append(' Trails');
    trails.checked = this.hasTrails;
    trails.addEventListener('change', () => {
      this.hasTrails = trails.checked;
      this.draw();
    });
  }

  choice(bar, name, options, selected, take) {
    const select = element(element(bar, 'label', {}, name), 'select', {class: name.trim().toLowerCase()});
    for (const option of options) element(select, 'option', {}, option);
    select.selectedIndex = selected;
    select.addEventListener('change', () => {
      take(select.selectedIndex);
      this.draw();
    });
  }

  // The nth of 256 on the scale.
  color(n) {
    return `rgb(${this.colors[3 * n]} ${this.colors[3 * n + 1]} ${this.colors[3 * n + 2]})`;
  }

  // In an area, how much wider a body is than one of the least mass: by its size if all are as dense.
  size(at) {
    if (!this.mass) return 1;
    const {low, high, isLogarithmic, bytes} = this.mass;
    const part = bytes[at] / 255;
    const most = low > 0 ? high / low : 64; // beside bodies without mass
    const times = isLogarithmic ? most ** part : 1 + (most - 1) * part;
    return Math.min(4, Math.cbrt(times));
  }

  buttons(bar) {
    this.closer = element(bar, 'button', {type: 'button', 'aria-label': 'Zoom in'}, '+');
    this.wider = element(bar, 'button', {type: 'button', 'aria-label': 'Zoom out', disabled: ''}, '−');
    this.closer.addEventListener('click', () => this.zoomBy(2));
    this.wider.addEventListener('click', () => this.zoomBy(0.5));
  }

  // About the middle of the picture.
  zoomBy(factor) {
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, this.zoom * factor));
    this.closer.disabled = this.zoom === MOST_ZOOM;
    this.wider.disabled = this.zoom === 1;
    this.show(this.frame);
  }

  // Where a body is, from 0 to 1 in the picture, or null outside of what the film holds.
  place(frame, body) {
    const {bodies, dimensions} = this.film;
    const [a, b] = this.axes.map(axis => this.positions[(frame * dimensions + axis) * bodies + body]);
    const zoomed = at => (at / (OUTSIDE - 1) - 0.5) * this.zoom;
    return a === OUTSIDE || b === OUTSIDE ? null : [0.5 + zoomed(a), 0.5 - zoomed(b)];
  }

  draw() {
    const side = this.box.clientWidth;
    if (side === 0) return;
    const context = this.context();
    const style = getComputedStyle(this.canvas);
    const radius = Math.max(0.9, 10 / Math.sqrt(Math.sqrt(this.film.bodies)) * side / 520);
    const own = (this.isFew ? [1, 2, 3, 4, 5, 6] : [1]).map(n => colorOf(this.canvas, '--c' + n));
    const colorAt = (frame, body) => this.shown
      ? this.color(this.shown.bytes[frame * this.film.bodies + body])
      : own[this.isFew ? body : 0];
    this.scale.hidden = !this.shown;
    if (this.shown) {
      this.low.textContent = numberText(this.shown.low, 3);
      this.high.textContent = `${numberText(this.shown.high, 3)} ${this.shown.unit}`.trim();
    }
    const order = Array.from({length: this.film.bodies}, (_, body) => body);
    const sizes = order.map(body => this.size(this.frame * this.film.bodies + body));
    if (this.mass) order.sort((a, b) => sizes[a] - sizes[b]); // the heavy ones over the others
    if (this.hasTrails) {
      for (const body of order) {
        context.strokeStyle = colorAt(this.frame, body);
        this.trail(context, body, side);
      }
    }
    let outside = 0;
    const names = [];
    for (const body of order) {
      context.fillStyle = colorAt(this.frame, body);
      context.globalAlpha = this.isFew ? 1 : 0.75;
      const at = this.place(this.frame, body);
      if (at === null || Math.min(...at) < 0 || Math.max(...at) > 1) {
        outside++;
        continue;
      }
      context.beginPath();
      context.arc(at[0] * side, at[1] * side, radius * (this.isFew ? 1 : sizes[body]), 0, 7);
      context.fill();
      if (this.film.names) names.push([this.film.names[body], at[0] * side, at[1] * side + 4]);
    }
    this.names(context, style, names, side, radius + 4);
    this.bar(context, style, side);
    const said = `${this.film.bodies} bodies${outside ? `, ${outside} outside the picture` : ''}`;
    this.say(said);
    if (outside) this.label.textContent = this.label.textContent.replace(/( · .*)?$/, ` · ${outside} outside`);
  }

  // Those for which there is room beside their bodies, the first before the others.
  names(context, style, names, side, gap) {
    context.globalAlpha = 1;
    context.fillStyle = style.color;
    context.font = '12px ' + style.fontFamily;
    const written = names.map(([, x, y]) => ({x: x - 3, end: x + 3, y})); // a name over another's dot would be taken for its
    for (const [name, body, y] of names) {
      const width = context.measureText(name).width;
      const places = [body + gap, body - gap - width].filter(x => x > 0 && x + width < side
        && !written.some(other => Math.abs(other.y - y) < 13 && x < other.end && other.x < x + width));
      if (places.length === 0) continue;
      const [x] = places;
      written.push({x, y, end: x + width});
      context.fillText(name, x, y);
    }
  }

  // Where a body has been: of few from the start.
  trail(context, body, side) {
    context.globalAlpha = this.isFew ? 0.5 : 0.3;
    context.lineWidth = this.isFew ? 1.5 : 1;
    context.beginPath();
    for (let frame = this.isFew ? 0 : Math.max(0, this.frame - TRAIL_OF_MANY); frame <= this.frame; frame++) {
      const at = this.place(frame, body);
      if (at) context.lineTo(at[0] * side, at[1] * side);
    }
    context.stroke();
  }

  // A scale, some quarter of the picture long.
  bar(context, style, side) {
    const exponent = exponentFor(this.film.half / this.zoom);
    const half = scaled(this.film.half / this.zoom, exponent);
    const length = niceStep(half / 5);
    const pixels = length / half * side / 2;
    const text = numberText(Number(length.toPrecision(1)), 2) + (exponent === 0 ? '' : ' × ' + powerOfTen(exponent)) + (this.film.length && ' ' + this.film.length);
    context.globalAlpha = 1;
    context.fillStyle = context.strokeStyle = style.color;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(14, side - 16);
    context.lineTo(14 + pixels, side - 16);
    context.stroke();
    context.font = '12px ' + style.fontFamily;
    context.fillText(text, 14, side - 23);
  }
}

if (data.player) new Player(document.getElementById('player'), data.player);
