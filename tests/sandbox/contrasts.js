// Texts whose colour stands out less than 4.5 to 1 from what is under it.
() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (c) => { const v = c.slice(0, 3).map(x => x / 255)
    .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const under = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor));
    return layers.reduce((low, top) => low.map((x, i) => x + (top[i] - x) * top[3] / 255), [255, 255, 255]);
  };
  return [...document.querySelectorAll('body *')].filter(e =>
    e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  ).map(e => {
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(under(e))];
    return [e.className + ' ' + e.textContent.slice(0, 30), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)];
  }).filter(([, ratio]) => ratio < 4.5);
}
