'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);

  // The colours of Okabe and Ito, which colour-blind readers can distinguish; lines also differ in their dashes.
  const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#7f7f7f', '#1a1a1a'];
  const dashes = ['solid', [8, 4], [2, 3], [10, 3, 2, 3], [14, 5], [5, 2], [1, 2], 'solid'];
  const paper = { width: 660, height: 250 };
  const ink = '#1a1a1a';
  const faint = '#dddddd';

  const MINUTE = 60, HOUR = 3600, DAY = 86400;
  const two = (n) => String(n).padStart(2, '0');

  /** A time of the simulation: time of day, with the day if the simulation has several. */
  const moment = (seconds) => {
    const clock = two(Math.floor(seconds % DAY / HOUR)) + ':' + two(Math.floor(seconds % HOUR / MINUTE));
    const day = 'day ' + (Math.floor(seconds / DAY) + 1);
    if (data.spanSeconds <= DAY) return data.spanSeconds < 10 * MINUTE ? duration(seconds) : clock;
    return seconds % DAY === 0 && data.spanSeconds > 3 * DAY ? day : day + ' ' + clock;
  };

  const duration = (seconds) => {
    if (seconds < MINUTE) return +seconds.toFixed(seconds < 10 ? 1 : 0) + ' s';
    const [size, big, small, unit, rest] =
      seconds < HOUR ? [MINUTE, 'm', 's', 1, 60] : seconds < 2 * DAY ? [HOUR, 'h', 'm', MINUTE, 60] : [DAY, 'd', 'h', HOUR, 24];
    const units = Math.round(seconds / unit);
    return Math.floor(units * unit / size) + big + (units % rest ? ' ' + two(units % rest) + small : '');
  };

  /** The smallest round interval that divides the length into at most that many pieces. */
  const interval = (length, pieces) => {
    const round = [.1, .2, .5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, HOUR, 2 * HOUR, 3 * HOUR,
      6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY];
    return round.find((size) => length / size <= pieces) || Math.ceil(length / pieces / DAY) * DAY;
  };

  const percent = (share) => share == null ? '-' : (100 * share).toFixed(1) + ' %';

  const text = { color: ink, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
  const axis = (more) => ({
    axisLine: { show: true, lineStyle: { color: ink } },
    axisTick: { show: true },
    axisLabel: { ...text, hideOverlap: true, ...more.label },
    splitLine: { lineStyle: { color: faint } },
    ...more.axis,
  });
  const frame = {
    animation: false,
    textStyle: text,
    color: colours,
    legend: { top: 0, left: 0, type: 'plain', itemWidth: 28, textStyle: { ...text, width: 120, overflow: 'truncate' } },
    // Rich text, not HTML: the names come from input files.
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { lineStyle: { color: ink } } },
    grid: { left: 12, right: 24, top: 58, bottom: 8, containLabel: true },
  };
  const line = (index) => ({ color: colours[index % colours.length], width: 2, type: dashes[index % dashes.length] });

  const waiting = () => {
    const edges = [...data.waiting[0].values.map((_, at) => at * data.stepSeconds), data.spanSeconds];
    const ticks = interval(data.spanSeconds, 8);
    const onTick = (at) => edges[at] % ticks === 0;
    return {
      ...frame,
      legend: { ...frame.legend, icon: 'rect', itemWidth: 16 },
      xAxis: axis({
        label: { formatter: (seconds) => moment(+seconds), interval: onTick },
        axis: { type: 'category', boundaryGap: false, data: edges, axisTick: { interval: onTick }, splitLine: { show: false } },
      }),
      yAxis: axis({ label: {}, axis: { type: 'value', min: 0 } }),
      tooltip: { ...frame.tooltip, valueFormatter: (value) => value.toFixed(2) },
      series: data.waiting.map((skill, index) => ({
        name: skill.skill, type: 'line', stack: 'all', step: 'end', symbol: 'none', emphasis: { disabled: true },
        lineStyle: { width: 0 }, areaStyle: { opacity: 1 },
        data: [...skill.values, skill.values[skill.values.length - 1]],
      })),
    };
  };

  const waits = () => {
    const longest = Math.max(data.longestWaitSeconds, 1);
    const ticks = interval(longest, 8);
    const end = Math.ceil(longest / ticks) * ticks;
    return {
      ...frame,
      legend: { ...frame.legend, itemStyle: { opacity: 0 }, itemWidth: 34 },
      xAxis: axis({ label: { formatter: duration }, axis: { type: 'value', min: 0, max: end, interval: ticks, splitLine: { show: false } } }),
      yAxis: axis({
        label: { formatter: (share) => Math.round(100 * share) + ' %' },
        axis: { type: 'value', min: 0, max: 1, interval: .2 },
      }),
      tooltip: { ...frame.tooltip, valueFormatter: percent },
      series: data.waits.map((skill, index) => ({
        name: skill.skill, type: 'line', step: 'end', symbol: 'none', lineStyle: line(index), emphasis: { disabled: true },
        itemStyle: { color: line(index).color },
        data: [[0, 0], ...skill.seconds.map((seconds, at) => [seconds, (at + 1) / skill.seconds.length]),
          [Math.max(end, skill.seconds[skill.seconds.length - 1]), 1]],
      })),
    };
  };

  const shares = () => {
    const bar = (name, key, style) => ({
      name, type: 'bar', barMaxWidth: 12, barGap: '0%', itemStyle: style, emphasis: { disabled: true },
      label: key === 'planned' ? {} : { show: true, position: 'right', color: ink, fontSize: 10, formatter: (bar) => percent(bar.value) },
      data: data.shares.map((share) => share[key]),
    });
    return {
      ...frame,
      legend: { ...frame.legend, textStyle: text },
      grid: { ...frame.grid, top: 34, right: 56 },
      tooltip: { ...frame.tooltip, axisPointer: { type: 'shadow' }, valueFormatter: percent },
      xAxis: axis({ label: { formatter: (share) => Math.round(100 * share) + ' %' }, axis: { type: 'value', min: 0, max: 1, interval: .2 } }),
      yAxis: axis({
        label: { width: 200, overflow: 'truncate' },
        axis: { type: 'category', inverse: true, axisTick: { show: false },
          data: data.shares.map((share) => share.skill + ' / ' + share.group + (share.secondary ? ' *' : '')) },
      }),
      series: [
        bar('planned', 'planned', { color: '#fff', borderColor: ink, borderWidth: 1 }),
        bar('allotted', 'allotted', { color: '#0072b2' }),
        bar('accepted, after overflow', 'accepted', { color: '#e69f00' }),
      ],
    };
  };

  document.getElementById('step').textContent = 'average over steps of ' + duration(data.stepSeconds);
  const charts = Object.entries({ waiting, waits, shares }).flatMap(([name, option]) => {
    const place = document.getElementById(name);
    if (!data[name].length) {
      place.parentElement.remove();
      return [];
    }
    const height = name === 'shares' ? 60 + 46 * data.shares.length : undefined;
    const chart = echarts.init(place, null, { renderer: 'svg', height });
    chart.setOption(option());
    return [{
      onScreen: () => chart.resize({ width: 'auto', height: height || 'auto' }),
      onPaper: () => {
        chart.resize({ width: paper.width, height: height || paper.height });
        chart.getZr().flush();
      },
    }];
  });

  addEventListener('resize', () => charts.forEach((chart) => chart.onScreen()));
  addEventListener('beforeprint', () => charts.forEach((chart) => chart.onPaper()));
  addEventListener('afterprint', () => charts.forEach((chart) => chart.onScreen()));
})();
