/**
 * Judges audit results against the listed deviations (audit id to reason). The specification's MUST
 * fails as "error", its SHOULD as "warn", its MAY as "notice": each of them needs a reason, so that
 * the list is the whole of what differs. Gives a line for each audit and the complaints about them.
 */
export function judge(results, deviations) {
  const lines = [];
  const complaints = [];
  for (const { id, name, status, reason } of results) {
    const excuse = deviations[id];
    lines.push(`${id}  ${status.padEnd(6)}  ${name}`);
    if (status === 'ok') {
      if (excuse !== undefined) {
        complaints.push(`${id} passes, and is listed as a deviation: take it off the list`);
      }
    } else if (excuse === undefined) {
      complaints.push(`${id} fails and is not listed: ${name}: ${reason}`);
    } else {
      lines.push(`      listed: ${excuse}`);
    }
  }
  const known = new Set(results.map((result) => result.id));
  for (const id of Object.keys(deviations).filter((listed) => !known.has(listed))) {
    complaints.push(`${id} is listed as a deviation, and no audit has that id`);
  }
  return { lines, complaints };
}
