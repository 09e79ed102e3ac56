import { type DocumentNode } from '@0no-co/graphql.web';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Answer } from './answer.js';
/** A token, or something that gives one when it is needed. Without one the gateway is asked without. */
export type Token = string | undefined | (() => string | undefined | Promise<string | undefined>);
export interface GatewayOptions {
    /** The gateway's GraphQL address, for example "https://gateway.example/graphql" or "/graphql" on its own pages. */
    url: string;
    token?: Token;
    /** For tests, and for programs that have a fetch of their own. */
    fetch?: typeof fetch;
}
/** A question as a document, or as text with its variables. */
export type Question<Data, Variables> = TypedDocumentNode<Data, Variables> | DocumentNode | string;
export interface AskOptions {
    signal?: AbortSignal;
}
/**
 * A gateway to ask. It asks with POST and nothing else: a GET would put the query, and with it an NHS number, into the
 * address, the browser's history and every access log on the way.
 *
 * It does not throw but for a signal that aborts: what went wrong on the way is an answer with an error in words.
 */
export declare class Gateway {
    #private;
    constructor(options: GatewayOptions);
    /** Asks once. */
    ask<Data, Variables>(question: Question<Data, Variables>, variables: Variables, options?: AskOptions): Promise<Answer<Data>>;
    /**
     * Asks a subscription, and gives each answer as it comes, over server-sent events (graphql-sse, distinct connections).
     * A stream that ends before it says that it is complete ends with an error of code CUT_OFF: what came before may not
     * be the whole record. A gateway that gives no events gives its one answer.
     */
    follow<Data, Variables>(question: Question<Data, Variables>, variables: Variables, options?: AskOptions): AsyncGenerator<Answer<Data>, void, void>;
}
