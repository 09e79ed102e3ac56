/** What an allergy's danger is judged by. */
export interface Dangerous {
  criticality: string;
  reactions: readonly { severity: string }[];
}

/**
 * Allergies with the most dangerous first: high criticality, then by the severest reaction, then those of which nobody says how dangerous
 * they are, and last those that are known to be mild. Among equals the gateway's order stays. Whether one is active changes nothing here:
 * a status may be wrong, and stands beside it.
 */
export function byDanger<A extends Dangerous>(allergies: readonly A[]): A[] {
  return [...allergies].sort((a, b) => rank(a) - rank(b));
}

function rank({ criticality, reactions }: Dangerous): number {
  const had = (severity: string) => reactions.some((reaction) => reaction.severity === severity);
  if (criticality === 'HIGH') {
    return had('SEVERE') ? 0 : 1;
  }
  if (had('SEVERE')) {
    return 2;
  }
  if (had('MODERATE')) {
    return 3;
  }
  return criticality === 'LOW' || had('MILD') ? 5 : 4;
}
