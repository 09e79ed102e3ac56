/** The most characters of one event: a gateway's answer is far smaller, and a reader's memory is not for a stranger to fill. */
const LONGEST = 32 * 1024 * 1024;
/**
 * Reads server-sent events (WHATWG HTML, 9.2) from a body, as they come. It ends where the body ends; an event that the
 * end cuts off is not given, as the standard says. It throws for an event that is longer than any answer can be.
 */
export async function* readEvents(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let waiting = '';
    let event = emptyEvent();
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) {
                return;
            }
            waiting += decoder.decode(value, { stream: true });
            const lines = splitLines(waiting);
            waiting = lines.rest;
            for (const line of lines.whole) {
                if (line !== '') {
                    addLine(event, line);
                }
                else if (event.lines.length > 0) {
                    yield { name: event.name, data: event.lines.join('\n') };
                    event = emptyEvent();
                }
                else {
                    event = emptyEvent();
                }
            }
            if (waiting.length + event.length > LONGEST) {
                throw new Error('An event is longer than any answer can be.');
            }
        }
    }
    finally {
        // Whoever stops reading stops the gateway's work, too.
        await reader.cancel().catch(() => undefined);
    }
}
function emptyEvent() {
    return { name: 'message', lines: [], length: 0 };
}
function addLine(event, line) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
        event.name = value;
    }
    else if (field === 'data') {
        event.lines.push(value);
        event.length += value.length;
    }
}
/** Lines end with CR, LF or both. A CR at the end may be the first half of both, and waits for what follows. */
function splitLines(text) {
    const whole = [];
    let from = 0;
    for (const end of text.matchAll(/\r\n|\n|\r(?=[^\n])/g)) {
        whole.push(text.slice(from, end.index));
        from = end.index + end[0].length;
    }
    return { whole, rest: text.slice(from) };
}
