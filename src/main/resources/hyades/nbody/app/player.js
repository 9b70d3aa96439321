
// The bodies of an N-body run as a small film, as Player.java packs them.

const OUTSIDE = 65535;
const FEW = 6;
const MOST_ZOOM = 64;

class Player extends Film {
  constructor(figure, film) {
    super(figure, film);
    const bytes = decode(film.positions);
    this.positions = new Uint16Array(bytes.buffer, 0, bytes.length / 2);
    this.axes = [0, 1];
    this.zoom = 1;
    this.begin('Film of the bodies');
  }

  choices(bar) {
    if (this.film.dimensions !== 3) return;
    const label = element(bar, 'label', {}, 'Plane ');
    const planes = element(label, 'select');
    for (const name of ['x–y', 'x–z', 'y–z']) element(planes, 'option', {}, name);
    planes.addEventListener('change', () => {
      this.axes = [[0, 1], [0, 2], [1, 2]][planes.selectedIndex];
      this.draw();
    });
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
    const isFew = this.film.bodies <= FEW;
    const colors = (isFew ? [1, 2, 3, 4, 5, 6] : [1]).map(n => colorOf(this.canvas, '--c' + n));
    let outside = 0;
    const names = [];
    for (let body = 0; body < this.film.bodies; body++) {
      context.fillStyle = context.strokeStyle = colors[isFew ? body : 0];
      context.globalAlpha = isFew ? 1 : 0.75;
      if (isFew) this.trail(context, body, side);
      const at = this.place(this.frame, body);
      if (at === null || Math.min(...at) < 0 || Math.max(...at) > 1) {
        outside++;
        continue;
      }
      context.beginPath();
      context.arc(at[0] * side, at[1] * side, radius, 0, 7);
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

  // Where a body of few has been.
  trail(context, body, side) {
    context.globalAlpha = 0.5;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let frame = 0; frame <= this.frame; frame++) {
      const at = this.place(frame, body);
      if (at) context.lineTo(at[0] * side, at[1] * side);
    }
    context.stroke();
    context.globalAlpha = 1;
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
