
// What plays times one after the other: buttons, a slider, a label. A film draws itself by its method draw, on
// this.canvas; what it has besides goes into the bar by choices and buttons.

const FRAMES_PER_SECOND = 12;
const SPEEDS = [0.25, 0.5, 1, 2, 4];

class Film {
  constructor(figure, film) {
    this.figure = figure;
    this.film = film;
    this.frame = 0;
    this.speed = 1;
    this.box = element(figure, 'div', {class: 'film'});
    this.canvas = element(this.box, 'canvas', {role: 'img'});
  }

  begin(name) {
    this.controls(name);
    new ResizeObserver(() => this.draw()).observe(this.box);
    whenColorsChange(() => this.draw());
    this.show(0);
  }

  controls(name) {
    const bar = element(this.figure, 'div', {class: 'controls', role: 'group', 'aria-label': name});
    this.button = element(bar, 'button', {type: 'button', class: 'play'}, 'Play');
    this.button.addEventListener('click', () => this.timer ? this.stop() : this.play());
    element(bar, 'button', {type: 'button', 'aria-label': 'One frame back'}, '‹').addEventListener('click', () => this.step(-1));
    element(bar, 'button', {type: 'button', 'aria-label': 'One frame on'}, '›').addEventListener('click', () => this.step(1));
    this.slider = element(bar, 'input', {type: 'range', min: 0, max: this.film.times.length - 1, value: 0, 'aria-label': 'Frame'});
    this.slider.addEventListener('input', () => {
      this.stop();
      this.show(Number(this.slider.value));
    });
    this.choices(bar);
    const speeds = element(element(bar, 'label', {}, 'Speed '), 'select', {class: 'speed'});
    for (const speed of SPEEDS) element(speeds, 'option', {value: speed}, `${speed}×`);
    speeds.selectedIndex = SPEEDS.indexOf(1);
    speeds.addEventListener('change', () => {
      this.speed = SPEEDS[speeds.selectedIndex];
      if (!this.timer) return;
      this.stop();
      this.play();
    });
    this.buttons(bar);
    this.label = element(bar, 'output');
  }

  choices() {}

  buttons() {}

  play() {
    if (this.frame === this.film.times.length - 1) this.show(0);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.timer = setInterval(() => this.frame < this.film.times.length - 1 ? this.show(this.frame + 1) : this.stop(),
      1000 / (this.speed * (isCalm ? 2 : FRAMES_PER_SECOND)));
    this.button.textContent = 'Pause';
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.button.textContent = 'Play';
  }

  step(by) {
    this.stop();
    this.show(Math.min(this.film.times.length - 1, Math.max(0, this.frame + by)));
  }

  show(frame) {
    this.frame = frame;
    this.slider.value = frame;
    const time = `t = ${numberText(this.film.times[frame], 4)} ${this.film.unit}`.trim();
    this.slider.setAttribute('aria-valuetext', time);
    this.label.textContent = `${time}, step ${this.film.steps[frame]}`;
    this.draw();
    document.dispatchEvent(new CustomEvent('marktime', {detail: this.film.times[frame]}));
  }

  // The canvas as many pixels wide and high as the box, in units of the page.
  context() {
    const side = this.box.clientWidth;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = this.canvas.height = Math.round(side * ratio);
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    return context;
  }

  say(what) {
    this.canvas.setAttribute('aria-label', `${what}, ${this.label.textContent}`);
    this.canvas.dataset.frame = this.frame;
  }
}
