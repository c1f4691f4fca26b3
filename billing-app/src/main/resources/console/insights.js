// Draws each chart from the cells of the table below it, so that the two say the same. Without this file there are the tables.
(() => {
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 4], [14, 5]];
  const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'];
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const color = (index) => style(`--series-${index % 6 + 1}`);

  // Bars are told apart by their pattern as well as their color; the first is plain.
  function fill(index) {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 8;
    const pen = tile.getContext('2d');
    pen.fillStyle = color(index);
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = style('--card');
    pen.lineWidth = 1.5;
    const strokes = [[], [[0, 8, 8, 0], [-2, 2, 2, -2], [6, 10, 10, 6]], [[0, 4, 8, 4]], [[4, 0, 4, 8]], [[0, 0, 8, 8], [0, 8, 8, 0]], [[0, 0, 8, 8]]][index % 6];
    for (const [x, y, toX, toY] of strokes) {
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(toX, toY);
      pen.stroke();
    }
    return pen.createPattern(tile, 'repeat');
  }

  function read(table) {
    const heads = [...table.tHead.rows[0].cells];
    const columns = heads.map((head, index) => ({ label: head.textContent, index, charted: 'charted' in head.dataset })).filter((column) => column.charted);
    const rows = [...table.tBodies[0].rows];
    const cell = (row, column) => {
      const data = row.cells[column.index].querySelector('data');
      return data && data.value !== '' ? { value: Number(data.value), text: data.textContent } : { value: null, text: '' };
    };
    if (table.dataset.chart === 'ROWS') {
      const lines = rows.filter((row) => 'charted' in row.dataset);
      return {
        labels: columns.map((column) => column.label),
        series: lines.map((row) => ({ label: row.cells[0].textContent, cells: columns.map((column) => cell(row, column)) })),
      };
    }
    return {
      labels: rows.map((row) => row.cells[0].textContent),
      series: columns.map((column) => ({ label: column.label, cells: rows.map((row) => cell(row, column)) })),
    };
  }

  function dataset(series, index, bars) {
    const common = { label: series.label, data: series.cells.map((cell) => cell.value), texts: series.cells.map((cell) => cell.text) };
    return bars
      ? { ...common, backgroundColor: fill(index), borderColor: color(index), borderWidth: 1 }
      : {
          ...common, borderColor: color(index), backgroundColor: color(index), borderDash: DASHES[index % 6], borderWidth: 2.5,
          pointStyle: POINTS[index % 6], pointRadius: 4, tension: 0, spanGaps: false,
        };
  }

  function tick(unit) {
    if (unit === 'percent') {
      return (value) => `${value}%`;
    }
    const format = new Intl.NumberFormat('en-US', unit === 'count'
      ? { maximumFractionDigits: 0 }
      : { style: 'currency', currency: unit, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1 });
    return (value) => format.format(value);
  }

  function draw(canvas) {
    const table = document.getElementById(canvas.dataset.table);
    const { labels, series } = read(table);
    const kind = table.dataset.chart;
    const bars = kind !== 'LINES' && kind !== 'ROWS';
    const across = kind === 'ACROSS';
    const scale = { grid: { color: style('--line') }, ticks: { color: style('--quiet') }, border: { color: style('--line') } };
    const along = { ...scale, grid: { display: false }, stacked: kind === 'STACKED' };
    const amount = {
      ...scale, stacked: kind === 'STACKED', beginAtZero: true,
      ticks: { ...scale.ticks, precision: table.dataset.unit === 'count' ? 0 : undefined, callback: tick(table.dataset.unit) },
    };
    return new Chart(canvas, {
      type: bars ? 'bar' : 'line',
      data: { labels, datasets: series.map((each, index) => dataset(each, index, bars)) },
      options: {
        indexAxis: across ? 'y' : 'x',
        maintainAspectRatio: false,
        animation: false,
        interaction: { mode: 'index', axis: across ? 'y' : 'x', intersect: false },
        scales: across ? { y: along, x: amount } : { x: along, y: amount },
        plugins: {
          legend: { display: series.length > 1, position: 'bottom', labels: { color: style('--text'), usePointStyle: !bars, boxWidth: bars ? 24 : 9, boxHeight: bars ? 12 : 9, padding: 16 } },
          tooltip: {
            filter: (item) => item.dataset.texts[item.dataIndex] !== '',
            callbacks: { label: (item) => ` ${item.dataset.label}: ${item.dataset.texts[item.dataIndex]}` },
          },
        },
      },
    });
  }

  let charts = [];
  function drawAll() {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    charts.forEach((chart) => chart.destroy());
    charts = [...document.querySelectorAll('canvas[data-table]')].map((canvas) => {
      canvas.parentElement.hidden = false;
      return draw(canvas);
    });
  }
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
