import { Fragment } from 'react';

import { SIGNS } from '../record/words';
import { healthWords, type Exchange } from './Room';

/** The five areas of London, drawn by hand and not to scale: north-west, north-central, north-east, south-west, south-east. */
const AREAS: Record<string, { path: string; label: [number, number] }> = {
  NWL: { path: 'M20 112 L34 62 L84 34 L136 30 L150 78 L168 124 L150 140 L112 148 L66 160 L30 152 Z', label: [92, 98] },
  NCL: { path: 'M136 30 L190 12 L226 20 L222 62 L214 112 L196 132 L168 124 L150 78 Z', label: [186, 72] },
  NEL: { path: 'M226 20 L286 38 L342 46 L372 92 L354 136 L300 148 L262 132 L230 138 L196 132 L214 112 L222 62 Z', label: [286, 92] },
  SWL: { path: 'M30 152 L66 160 L112 148 L150 140 L172 146 L184 184 L196 232 L176 270 L132 262 L96 234 L58 218 Z', label: [122, 200] },
  SEL: { path: 'M172 146 L196 140 L230 146 L262 140 L300 156 L350 152 L338 206 L296 248 L240 270 L176 270 L196 232 L184 184 Z', label: [258, 204] },
};

/** London's five areas, each with the health of its exchange in a sign and in words. */
export function LondonMap({ exchanges }: { exchanges: readonly Exchange[] }) {
  return (
    <figure className="map">
      <svg viewBox="0 0 392 284" role="group" aria-label={`Map of London: ${exchanges.map((one) => `${one.name} ${healthWords(one.health.state).words.toLowerCase()}`).join(', ')}`}>
        {Object.entries(AREAS).map(([id, { path, label }]) => {
          const exchange = exchanges.find((one) => one.id === id);
          const { tone, words } = healthWords(exchange?.health.state ?? 'UNKNOWN');
          return (
            <Fragment key={id}>
              <a href={`#${id}`} aria-label={`${id}: ${words}`} className={`tone-${tone}`}>
                <path d={path} className="map-area" />
                <text x={label[0]} y={label[1]} textAnchor="middle" className="map-name">
                  {SIGNS[tone]} {id}
                </text>
                <text x={label[0]} y={label[1] + 17} textAnchor="middle" className="map-state">
                  {words}
                </text>
              </a>
            </Fragment>
          );
        })}
        <path className="map-thames" d="M14 158 C60 176 90 150 120 156 S170 136 196 136 S236 148 262 136 S320 162 380 140" />
      </svg>
      <figcaption className="quiet">London’s five areas, drawn freely. The line is the Thames.</figcaption>
    </figure>
  );
}
