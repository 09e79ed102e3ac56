const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A date as clinicians in the NHS read it, exactly as precise as it was recorded: "2019", "Jul 2019", "04 Jul 2019" or
 * "04 Jul 2019 10:15". A time is shown as the clock on the wall of London showed it.
 */
export function dateWords(partial: string | null | undefined): string {
  if (partial === null || partial === undefined || partial === '') {
    return 'Date not recorded';
  }
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.*)?)?)?$/.exec(partial);
  if (parts === null) {
    return partial;
  }
  const [, year, month, day, time] = parts;
  if (time !== undefined) {
    return instantWords(partial);
  }
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1];
  return [day, name, year].filter((part) => part !== undefined).join(' ');
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  hourCycle: 'h23',
});

function londonParts(instant: string): Record<string, string> | null {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? null : Object.fromEntries(london.formatToParts(at).map((part) => [part.type, part.value]));
}

function instantWords(instant: string): string {
  const parts = londonParts(instant);
  return parts === null ? instant : `${parts['day']} ${MONTHS[Number(parts['month']) - 1]} ${parts['year']} ${parts['hour']}:${parts['minute']}`;
}

/** The time of day in London, to the second. */
export function timeWords(instant: string | Date): string {
  const parts = londonParts(typeof instant === 'string' ? instant : instant.toISOString());
  return parts === null ? String(instant) : `${parts['hour']}:${parts['minute']}:${parts['second']}`;
}

/** A span of time in words. An open end says so. */
export function spanWords(span: { start?: string | null; end?: string | null } | null | undefined): string {
  if (!span || (!span.start && !span.end)) {
    return '';
  }
  if (!span.start) {
    return `until ${dateWords(span.end)}`;
  }
  return span.end ? `${dateWords(span.start)} to ${dateWords(span.end)}` : `from ${dateWords(span.start)}`;
}

/**
 * Where a partial date stands on a line of time, in milliseconds since 1970, and how sure that is: the first moment that it
 * can mean and the last. Null when it can't be placed.
 */
export function spanOf(partial: string | null | undefined): { from: number; to: number } | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.*)?)?)?$/.exec(partial ?? '');
  if (parts === null || partial === null || partial === undefined) {
    return null;
  }
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? undefined : Number(parts[2]) - 1;
  const day = parts[3] === undefined ? undefined : Number(parts[3]);
  if (parts[4] !== undefined) {
    const at = Date.parse(partial);
    return Number.isNaN(at) ? null : { from: at, to: at };
  }
  const from = Date.UTC(year, month ?? 0, day ?? 1);
  const to = day !== undefined ? Date.UTC(year, month ?? 0, day + 1) : month !== undefined ? Date.UTC(year, month + 1, 1) : Date.UTC(year + 1, 0, 1);
  return { from, to: to - 1 };
}

/**
 * The age on a day, in words, or null where it can't be told. A birth date without a day gives the years that are possible:
 * nothing is filled in.
 */
export function ageWords(birth: string | null | undefined, on: Date, died: string | null | undefined): string | null {
  const born = spanOf(birth);
  const end = died ? spanOf(died) : { from: on.getTime(), to: on.getTime() };
  if (born === null || end === null) {
    return null;
  }
  const least = yearsBetween(born.to, end.from);
  const most = yearsBetween(born.from, end.to);
  if (least < 0) {
    return null;
  }
  if (most < 2 && least === most && !died) {
    return `${monthsBetween(born.from, end.from)} months`;
  }
  return least === most ? `${least} years` : `${least} or ${most} years`;
}

function yearsBetween(from: number, to: number): number {
  return Math.floor(monthsBetween(from, to) / 12);
}

function monthsBetween(from: number, to: number): number {
  const a = new Date(from);
  const b = new Date(to);
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months;
}
