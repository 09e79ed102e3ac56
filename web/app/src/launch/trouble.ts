/** A sentence for the reader: what went wrong with a launch, and nothing of how. */
export class Trouble extends Error {}
