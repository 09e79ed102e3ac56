/** What is wrong with a demo exchange, on purpose. */
export interface Fault {
  fault: string;
  /** Milliseconds. */
  latencyMs?: number;
}

/** A fault that a demo exchange can have, with a sentence about it. */
export interface FaultKind {
  name: string;
  description: string;
  /** Milliseconds; 0 where the fault has nothing to do with time. */
  defaultLatencyMs: number;
}

/** What the demo says of its exchanges. */
export interface DemoExchange {
  id: string;
  fault: string;
  latencyMs: number;
}

export interface DemoRegion {
  exchanges: DemoExchange[];
  faults: FaultKind[];
  /** Milliseconds. */
  maxLatencyMs: number;
}

/** Sets a fault. Null when that worked, else a sentence. */
export async function setFault(id: string, fault: Fault): Promise<string | null> {
  try {
    const response = await fetch(`/demo/exchanges/${id}/fault`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fault),
      cache: 'no-store',
    });
    return response.ok ? null : await refusal(response);
  } catch {
    return 'The demo region could not be reached.';
  }
}

async function refusal(response: Response): Promise<string> {
  try {
    return `The demo region refused: ${((await response.json()) as { error: string }).error}.`;
  } catch {
    return `The demo region refused with ${response.status}.`;
  }
}

/** Reads which faults there are, and which are set. Null where there is no demo. */
export async function readDemo(): Promise<DemoRegion | null> {
  try {
    const response = await fetch('/demo/exchanges', { cache: 'no-store' });
    return response.ok ? ((await response.json()) as DemoRegion) : null;
  } catch {
    return null;
  }
}
