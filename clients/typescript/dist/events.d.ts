/** One server-sent event: its name ("message" where the server gives none) and its data. */
export interface ServerEvent {
    name: string;
    data: string;
}
/**
 * Reads server-sent events (WHATWG HTML, 9.2) from a body, as they come. It ends where the body ends; an event that the
 * end cuts off is not given, as the standard says. It throws for an event that is longer than any answer can be.
 */
export declare function readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void, void>;
