import { describe, expect, it } from 'vitest';

import { readEvents, type ServerEvent } from './events.js';

/** A body that arrives in the given pieces. */
function body(...pieces: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(encoder.encode(piece));
      }
      controller.close();
    },
  });
}

async function read(stream: ReadableStream<Uint8Array>): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(stream)) {
    events.push(event);
  }
  return events;
}

describe('readEvents', () => {
  it.each([
    ['line feeds', 'event: next\ndata: {"a":1}\n\n'],
    ['carriage returns', 'event: next\rdata: {"a":1}\r\r:\r'],
    ['both', 'event: next\r\ndata: {"a":1}\r\n\r\n'],
    ['a ping before it', ':\n\nevent: next\ndata: {"a":1}\n\n'],
  ])('reads lines that end with %s', async (_ends, text) => {
    expect(await read(body(text))).toEqual([{ name: 'next', data: '{"a":1}' }]);
  });

  it('reads the same whatever the pieces in which it comes', async () => {
    const text = ': hello\r\nevent: next\r\ndata: {"name":"Zoë"}\r\ndata: more\r\n\r\nevent: complete\r\ndata:\r\n\r\n';
    const bytes = new TextEncoder().encode(text);
    const whole = await read(body(text));
    expect(whole).toEqual([
      { name: 'next', data: '{"name":"Zoë"}\nmore' },
      { name: 'complete', data: '' },
    ]);
    for (let cut = 1; cut < bytes.length; cut++) {
      const pieces = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes.slice(0, cut));
          controller.enqueue(bytes.slice(cut));
          controller.close();
        },
      });
      expect(await read(pieces)).toEqual(whole);
    }
  });

  it('does not give an event that the end cuts off', async () => {
    expect(await read(body('event: next\ndata: {"a":1}\n'))).toEqual([]);
  });

  it('stops an event that never ends', async () => {
    const line = `data: ${'x'.repeat(1 << 20)}\n`;
    await expect(read(body(...Array.from({ length: 40 }, () => line)))).rejects.toThrow('longer than any answer');
  });
});
