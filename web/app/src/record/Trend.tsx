import { extent } from 'd3-array';
import { scaleLinear, scaleTime, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';

import { dateWords } from './dates';
import { useOpener } from './opened';
import type { Point, Series } from './series';
import { Exchanges } from './Standing';

/** A line without axes, for the eye; the words beside it say the same. */
export function Sparkline({ series }: { series: Series }) {
  const { x, y } = scales(series, 90, 26, 3);
  const range = commonRange(series);
  return (
    <svg className="sparkline" viewBox="0 0 90 26" width="90" height="26" aria-hidden="true">
      {range !== null && <Band range={range} x={[0, 90]} y={y} height={26} />}
      <path className="trend-line" d={path(series.points, x, y)} />
      {series.points.slice(-1).map((point) => (
        <circle key="last" className="trend-dot" cx={x(point.at)} cy={y(point.value)} r="2.5" />
      ))}
    </svg>
  );
}

const WIDTH = 640;
const HEIGHT = 280;
const LEFT = 52;
const BOTTOM = 28;

/** The chart of one series, with the sources' reference ranges behind it and all values in a table below. */
export function TrendChart({ series }: { series: Series }) {
  const opener = useOpener();
  const { x, y } = scales(series, WIDTH, HEIGHT - BOTTOM, 16, LEFT);
  const range = commonRange(series);
  const own = range === null ? series.points.filter((point) => point.low !== null || point.high !== null) : [];
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${series.name} over time: ${series.points.length} values. The table below has them all.`}>
        {range !== null && <Band range={range} x={[LEFT, WIDTH - 8]} y={y} height={HEIGHT - BOTTOM} />}
        {own.map((point) => (
          <line key={point.entry.id + point.at} className="chart-own-range" x1={x(point.at)} x2={x(point.at)} y1={y(point.low ?? y.domain()[0]!)} y2={y(point.high ?? y.domain()[1]!)} />
        ))}
        {y.ticks(5).map((tick) => (
          <g key={tick} className="chart-tick">
            <line x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick)} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {x.ticks(5).map((tick) => (
          <text key={tick.getTime()} className="chart-time" x={x(tick)} y={HEIGHT - 8} textAnchor="middle">
            {x.tickFormat(5)(tick)}
          </text>
        ))}
        <path className="trend-line" d={path(series.points, x, y)} />
        {series.points.map((point) => (
          <circle key={point.entry.id + point.at} className={`trend-dot${point.comparator === null ? '' : ' is-bound'}`} cx={x(point.at)} cy={y(point.value)} r="4">
            <title>{`${point.display}, ${dateWords(point.when)}, ${point.exchanges.join(', ')}`}</title>
          </circle>
        ))}
      </svg>
      <p className="section-foot">
        {series.unit === '' ? 'No unit is recorded. ' : `Unit: ${series.unit}. `}
        {range !== null && `The band is the reference range that the sources give: ${ends(range)}. `}
        {own.length > 0 && 'The sources give different reference ranges: the bars show each result’s own. '}
        {range === null && own.length === 0 && 'No source gives a reference range. '}
        {series.points.some((point) => point.comparator !== null) && 'A hollow dot is a bound, such as “<3”, not a measured value.'}
      </p>
      <table className="entries chart-values">
        <caption className="visually-hidden">{series.name}, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Value</th>
            <th scope="col">Reference range</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {series.points.toReversed().map((point) => (
            <tr key={point.entry.id + point.at}>
              <th scope="row" data-heading="When">
                <button type="button" className="entry-name" onClick={() => opener.entry(point.entry.id)}>
                  {dateWords(point.when)}
                </button>
              </th>
              <td data-heading="Value">{point.display}</td>
              <td data-heading="Reference range">{ends(point)}</td>
              <td data-heading="From">
                <Exchanges ids={point.exchanges} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface Ends {
  low: number | null;
  high: number | null;
}

/** The reference range, where all results that have one have the same. */
function commonRange(series: Series): Ends | null {
  const ranges = series.points.filter((point) => point.low !== null || point.high !== null);
  const first = ranges[0];
  return first !== undefined && ranges.every((point) => point.low === first.low && point.high === first.high) ? first : null;
}

function ends({ low, high }: Ends): string {
  if (low === null && high === null) {
    return 'Not given';
  }
  return low === null ? `up to ${high}` : high === null ? `from ${low}` : `${low} to ${high}`;
}

function Band({ range, x, y, height }: { range: Ends; x: [number, number]; y: (value: number) => number; height: number }) {
  const top = range.high === null ? 0 : Math.max(0, y(range.high));
  const bottom = range.low === null ? height : Math.min(height, y(range.low));
  return <rect className="chart-band" x={x[0]} width={x[1] - x[0]} y={top} height={Math.max(0, bottom - top)} />;
}

function scales(series: Series, width: number, height: number, margin: number, left = margin) {
  const [first, last] = extent(series.points, (point) => point.at) as [number, number];
  const values = series.points.flatMap((point) => [point.value, point.low, point.high].filter((value) => value !== null));
  const [least, most] = extent(values) as [number, number];
  const room = (most - least || Math.abs(most) || 1) * 0.08;
  const spread = last - first || 1;
  const time = spread > 3 * 86_400_000 ? scaleUtc : scaleTime;
  return {
    x: time().domain([first - spread * 0.02, last + spread * 0.02]).range([left, width - margin]),
    y: scaleLinear().domain([least - room, most + room]).range([height - margin, margin]),
  };
}

function path(points: Point[], x: (at: number) => number, y: (value: number) => number): string {
  return line<Point>((point) => x(point.at), (point) => y(point.value))(points) ?? '';
}
