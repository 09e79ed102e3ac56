export { failure, type Answer, type AnswerError, type WayCode } from './answer.js';
export { readEvents, type ServerEvent } from './events.js';
export { Gateway, type AskOptions, type GatewayOptions, type Question, type Token } from './gateway.js';
export * from './generated/graphql.js';
export type * as schema from './generated/schema.js';
