'use strict';

// The field of a chart in Aladin Lite. It is given places and colours; names are shown here, as text.

const data = JSON.parse(document.getElementById('data').textContent);
const note = document.getElementById('note');

function failed(reason) {
  note.textContent = `${reason} The chart in report.html needs no network.`;
  note.className = 'failed';
}

function show() {
  const view = A.aladin('#aladin', {
    target: `${data.ra} ${data.dec}`, fov: data.fov, survey: 'CDS/P/DSS2/color', cooFrame: 'ICRS',
  });
  data.kinds.forEach((kind, k) => {
    const catalogue = A.catalog({name: kind.label, color: kind.color, sourceSize: 14});
    catalogue.addSources(kind.objects.map((object, i) => A.source(object.ra, object.dec, {kind: k, index: i})));
    view.addCatalog(catalogue);
  });
  const tell = source => {
    const object = source && source.data && data.kinds[source.data.kind]?.objects[source.data.index];
    note.textContent = object ? `${object.name || 'without a name'} ${object.type}` : '\u00a0';
  };
  view.on('objectHovered', tell);
  view.on('objectClicked', tell);
  note.textContent = '\u00a0';
}

if (typeof A === 'undefined') {
  failed('Aladin Lite could not be loaded.');
} else {
  A.init.then(show).catch(e => failed(`Aladin Lite does not run: ${e.message || e}.`));
}
