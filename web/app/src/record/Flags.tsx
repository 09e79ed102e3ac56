import type { Entry } from './entries';
import { counted } from './words';

/** What a reader must not overlook about an entry; the details are a click away. */
export function Flags({ entry }: { entry: Entry }) {
  const flags = [
    entry.differences.length > 0 && { tone: 'part', text: `Sources differ: ${entry.differences.map((one) => one.field).join(', ')}` },
    entry.related.length > 0 && { tone: 'other', text: `Likely the same as ${counted(entry.related.length, 'other entry', 'other entries')}` },
    entry.securityLabels.length > 0 && { tone: 'withheld', text: 'Sensitive' },
  ].filter((flag) => flag !== false);
  return (
    <>
      {flags.map((flag) => (
        <span key={flag.text} className={`flag tone-${flag.tone}`}>
          {flag.text}
        </span>
      ))}
      {entry.warnings.map((warning) => (
        <span key={warning} className="flag tone-fail">
          Warning: {warning}
        </span>
      ))}
      {entry.notes.map((note) => (
        <span key={note} className="entry-note">
          {note}
        </span>
      ))}
    </>
  );
}
