import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from 'd3-zoom';
import { useEffect, useMemo, useRef, useState } from 'react';

import { layOut, ROW, type Place, type Spot } from './graph';

interface Props {
  places: Map<string, Place>;
  chosen: string;
  choose: (name: string) => void;
}

const BOX = 190;
const GAP = 130;
const LINE = 26;

/** One type between those that lead to it and those that it leads to. Every box can be chosen with the keyboard. */
export function Neighbours({ places, chosen, choose }: Props) {
  const place = places.get(chosen);
  if (place === undefined) {
    return null;
  }
  const from = [...place.from].filter((name) => name !== chosen).sort();
  const to = [...place.to].filter(([name]) => name !== chosen);
  const rows = Math.max(from.length, to.length, 1);
  const height = rows * LINE + 24;
  const width = BOX * 3 + GAP * 2 + 8;
  // What is chosen stays in the upper part of a tall picture, where it is seen first.
  const middle = 12 + (Math.min(rows, 15) * LINE) / 2;
  const y = (count: number, row: number) => Math.max(12 + LINE / 2, middle - ((count - 1) * LINE) / 2) + row * LINE;
  return (
    <div className="scroll picture" role="region" aria-label={`Types around ${chosen}`} tabIndex={0}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-label={`${from.length} types lead to ${chosen}, which leads to ${to.length}`} role="group">
        {from.map((name, row) => (
          <path key={name} className="edge" d={curve(4 + BOX, y(from.length, row), 4 + BOX + GAP, middle)} />
        ))}
        {to.map(([name], row) => (
          <path key={name} className="edge" d={curve(4 + 2 * BOX + GAP, middle, 4 + 2 * (BOX + GAP), y(to.length, row))} />
        ))}
        {to.map(([name, by], row) => (
          <text key={name} className="edge-name" x={4 + 2 * (BOX + GAP) - 6} y={y(to.length, row) - 4} textAnchor="end">
            {by.length > 1 ? `${by[0]} +${by.length - 1}` : by[0]}
          </text>
        ))}
        {from.map((name, row) => (
          <Box key={name} place={places.get(name)!} x={4} y={y(from.length, row)} choose={choose} />
        ))}
        <Box place={place} x={4 + BOX + GAP} y={middle} choose={choose} chosen />
        {to.map(([name], row) => (
          <Box key={name} place={places.get(name)!} x={4 + 2 * (BOX + GAP)} y={y(to.length, row)} choose={choose} />
        ))}
      </svg>
    </div>
  );
}

function Box({ place, x, y, choose, chosen = false }: { place: Place; x: number; y: number; choose: (name: string) => void; chosen?: boolean }) {
  return (
    <a
      href={`#${place.name}`}
      className={`box box-${place.kind}${chosen ? ' is-chosen' : ''}`}
      onClick={(event) => {
        event.preventDefault();
        choose(place.name);
      }}
    >
      <title>{`${place.name} (${place.kind})`}</title>
      <rect x={x} y={y - 10} width={BOX} height="20" rx="3" />
      <text x={x + BOX / 2} y={y} dy="0.34em" textAnchor="middle">
        {place.name}
      </text>
    </a>
  );
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const half = (x1 + x2) / 2;
  return `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
}

/** All types in columns, by how many steps they are from the questions. What the chosen one touches is drawn strong. */
export function WholeGraph({ places, chosen, choose }: Props) {
  const { spots, width, height } = useMemo(() => layOut(places), [places]);
  const ref = useRef<SVGSVGElement>(null);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  useEffect(() => {
    const svg = select(ref.current!);
    const zoomed = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, 8])
      .filter((event: WheelEvent & MouseEvent) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0))
      .on('zoom', (event: { transform: ZoomTransform }) => setTransform(event.transform));
    behaviour.current = zoomed;
    svg.call(zoomed);
    return () => void svg.on('.zoom', null);
  }, []);
  const near = new Set([chosen, ...(places.get(chosen)?.from ?? []), ...(places.get(chosen)?.to.keys() ?? [])]);
  const edges = [...spots.values()].flatMap((spot) => [...spot.place.to.keys()].map((name) => ({ from: spot, to: spots.get(name) })).filter((edge): edge is { from: Spot; to: Spot } => edge.to !== undefined));
  const by = (factor: number) => behaviour.current?.scaleBy(select<SVGSVGElement, unknown>(ref.current!), factor);
  return (
    <>
      <p className="zoom" role="group" aria-label="Zoom the graph">
        <button type="button" className="switch" onClick={() => by(1.6)}>Zoom in</button>
        <button type="button" className="switch" onClick={() => by(1 / 1.6)}>Zoom out</button>
        <button type="button" className="switch" onClick={() => behaviour.current?.transform(select<SVGSVGElement, unknown>(ref.current!), zoomIdentity)}>Everything</button>
        <span className="quiet">Drag to move. Scalars are left out. What {chosen} touches is drawn strong.</span>
      </p>
      <div className="picture" role="region" aria-label="Whole graph">
        <svg ref={ref} className="whole" viewBox={`-10 -16 ${width} ${height + 20}`} role="group" aria-label={`${spots.size} types`}>
          <g transform={transform.toString()}>
            {edges.map(({ from, to }) => {
              const strong = from.place.name === chosen || to.place.name === chosen;
              return <path key={`${from.place.name} ${to.place.name}`} className={`edge${strong ? ' is-strong' : ''}`} d={curve(from.x + 150, from.y, to.x, to.y)} />;
            })}
            {[...spots.values()].map(({ place, x, y }) => (
              <a
                key={place.name}
                href={`#${place.name}`}
                className={`box box-${place.kind}${place.name === chosen ? ' is-chosen' : near.has(place.name) ? ' is-near' : ''}`}
                onClick={(event) => {
                  event.preventDefault();
                  choose(place.name);
                }}
              >
                <rect x={x} y={y - ROW / 2 + 2} width="150" height={ROW - 4} rx="3" />
                <text x={x + 75} y={y} dy="0.34em" textAnchor="middle">
                  {place.name}
                </text>
              </a>
            ))}
          </g>
        </svg>
      </div>
    </>
  );
}
