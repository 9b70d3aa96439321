
// The gas in the plane in the middle as a small film, as Slices.java packs it.

class Slices extends Film {
  constructor(figure, film) {
    super(figure, film);
    this.values = decode(film.values);
    this.colors = decode(film.colors);
    this.picture = document.createElement('canvas');
    this.picture.width = film.width;
    this.picture.height = film.height;
    const scale = element(figure, 'div', {class: 'scale'});
    element(scale, 'span', {}, numberText(film.low, 3));
    const strip = element(scale, 'canvas', {width: 256, height: 1, 'aria-hidden': 'true'});
    element(scale, 'span', {}, `${numberText(film.high, 3)} kg/m³`);
    this.paint(strip, Uint8Array.from({length: 256}, (_, i) => i), 0);
    this.begin('Film of the density');
  }

  // Values from `at` on, the lowest row first, as colours.
  paint(canvas, values, at) {
    const {width, height} = canvas;
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const color = 3 * values[at + (height - 1 - y) * width + x];
        image.data.set([this.colors[color], this.colors[color + 1], this.colors[color + 2], 255], 4 * (y * width + x));
      }
    }
    context.putImageData(image, 0, 0);
  }

  draw() {
    const side = this.box.clientWidth;
    if (side === 0) return;
    const {width, height} = this.film;
    this.paint(this.picture, this.values, this.frame * width * height);
    const context = this.context();
    const scale = side / Math.max(width, height);
    context.imageSmoothingEnabled = false;
    context.drawImage(
      this.picture, (side - width * scale) / 2, (side - height * scale) / 2, width * scale, height * scale);
    this.say('Density in the middle of the grid');
  }
}

if (data.slices) new Slices(document.getElementById('slices'), data.slices);
