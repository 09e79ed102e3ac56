export { failure } from './answer.js';
export { readEvents } from './events.js';
export { Gateway } from './gateway.js';
export * from './generated/graphql.js';
