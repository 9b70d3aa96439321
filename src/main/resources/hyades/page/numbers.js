'use strict';

// Numbers, elements and axes: what the figures share.

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function powerOfTen(n) {
  return '10' + (n < 0 ? '⁻' : '') + String(Math.abs(n)).replace(/\d/g, digit => SUPERSCRIPTS[digit]);
}

function exponentFor(size) {
  return size === 0 || (size >= 1e-2 && size < 1e5) ? 0 : Math.floor(Math.log10(size));
}

function scaled(value, exponent) { // 10 ** 320 is no number, 10 ** -320 no good one
  return exponent === 0 ? value : value / 10 ** Math.min(300, Math.max(-300, exponent));
}

// A value with up to that many significant digits, as a product with a power of ten where that is shorter.
function numberText(value, digits = 5) {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'no value';
  const exponent = exponentFor(Math.abs(value));
  const mantissa = String(Number(scaled(value, exponent).toPrecision(digits))).replace('-', '−');
  return mantissa + (exponent === 0 ? '' : ' × ' + powerOfTen(exponent));
}

function element(parent, name, attributes = {}, text = '') {
  return make(document.createElement(name), parent, attributes, text);
}

function shape(parent, name, attributes = {}, text = '') {
  return make(document.createElementNS('http://www.w3.org/2000/svg', name), parent, attributes, text);
}

function make(made, parent, attributes, text) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== '') made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function decode(base64) {
  return Uint8Array.from(atob(base64), c => c.charCodeAt(0));
}

// A colour of the style sheet as a canvas takes it: resolved for the present scheme.
function colorOf(canvas, name) {
  canvas.style.color = `var(${name})`;
  const color = getComputedStyle(canvas).color;
  canvas.style.color = '';
  return color;
}

// Calls again what draws a canvas when its colours change.
function whenColorsChange(draw) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  document.addEventListener('themechange', draw);
  window.addEventListener('beforeprint', draw);
  window.addEventListener('afterprint', draw);
}

// The smallest of 1, 2, 5 times a power of ten that is at least so long.
function niceStep(least) {
  const decade = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map(m => m * decade).find(step => step >= least * (1 - 1e-9));
}

// An axis of so many pixels: where values lie on it from 0 to 1, its ticks, and its title with unit and power of ten.
function axisFor(spec, values, pixels, spacing, padding) {
  const known = values.filter(v => v !== null && Number.isFinite(v));
  const isLog = ['decades', 'octaves', 'counts'].includes(spec.kind);
  return isLog ? logAxis(spec, known.filter(v => v > 0), pixels, spacing) : linearAxis(spec, known, pixels, spacing, padding);
}

function linearAxis(spec, known, pixels, spacing, padding) {
  let low = known.reduce((a, b) => Math.min(a, b), Infinity);
  let high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const fromZero = spec.kind === 'from_zero' || spec.kind === 'counts_from_zero';
  if (fromZero) {
    low = Math.min(0, low);
    high = Math.max(0, high);
  }
  if (!(low <= high)) [low, high] = [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const exponent = exponentFor(size);
  low = scaled(low, exponent);
  high = scaled(high, exponent);
  if (high - low < 1e-7 * scaled(size, exponent) || high === low) {
    low -= 0.1 * scaled(size, exponent);
    high += 0.1 * scaled(size, exponent) || 1; // all zero: from 0 to 1
  }
  const room = padding * (high - low);
  if (!(fromZero && low === 0)) low -= room;
  if (!(fromZero && high === 0)) high += room;
  let step = niceStep((high - low) * spacing / pixels);
  if (spec.kind === 'counts_from_zero' && exponent === 0) step = Math.max(1, step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let n = Math.ceil(low / step - 1e-6); n * step <= high + 1e-6 * step; n++) {
    ticks.push({at: (n * step - low) / (high - low), label: (n * step).toFixed(decimals).replace(/^-(?=0(\.0*)?$)/, '').replace('-', '−')});
  }
  const unit = ((exponent === 0 ? '' : powerOfTen(exponent) + ' ') + spec.unit).trim();
  return {
    ticks,
    title: unit === '' ? spec.name : `${spec.name} [${unit}]`,
    place: value => (scaled(value, exponent) - low) / (high - low),
  };
}

function logAxis(spec, known, pixels, spacing) {
  const isDecades = spec.kind === 'decades';
  const log = isDecades ? Math.log10 : Math.log2;
  let low = Math.floor(log(known.reduce((a, b) => Math.min(a, b), Infinity)) + 1e-9);
  let high = Math.ceil(log(known.reduce((a, b) => Math.max(a, b), -Infinity)) - 1e-9);
  if (!(low < high)) [low, high] = isDecades ? [-16, -14] : [0, 1];
  if (spec.kind === 'octaves' && high - low < 2) low--; // three ticks tell how an axis counts
  const stride = Math.max(1, Math.ceil((high - low) * spacing / pixels));
  const ticks = [];
  for (let n = Math.ceil(low / stride) * stride; n <= high; n += stride) {
    ticks.push({at: (n - low) / (high - low), label: isDecades ? powerOfTen(n) : numberText(2 ** n, 4)});
  }
  return {
    ticks,
    title: spec.unit === '' ? spec.name : `${spec.name} [${spec.unit}]`,
    place: value => value > 0 ? (log(value) - low) / (high - low) : NaN,
  };
}

// The box with values beside the pointer.
class Tip {
  constructor(parent) {
    this.parent = parent;
    this.box = element(parent, 'div', {class: 'tip', hidden: ''});
  }

  // Shows a heading and lines of [colour class, name, value] beside a place of the parent.
  show(left, top, heading, lines) {
    this.box.replaceChildren();
    element(this.box, 'strong', {}, heading);
    for (const [key, name, value] of lines) {
      const line = element(this.box, 'div', {class: 'row'});
      element(line, 'span', {class: key ? 'key ' + key : ''}, name);
      element(line, 'b', {}, value);
    }
    this.box.hidden = false;
    const width = this.box.offsetWidth;
    const room = this.parent.clientWidth;
    const beside = left + 14 + width <= room ? left + 14 : left - 14 - width;
    this.box.style.left = Math.max(0, Math.min(room - width, beside)) + 'px';
    this.box.style.top = Math.max(0, top) + 'px';
  }

  hide() {
    this.box.hidden = true;
  }
}
