import { newId } from '#kernel';
import { type Action, all } from './action.fixture.js';
import { api } from './ground.fixture.js';

/** What those who run the service do, and ask it. */
export const OPERATIONS: readonly Action[] = [
  {
    name: 'see dead letters',
    route: 'GET /api/v1/operations/dead-letters',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/dead-letters`],
  },
  {
    name: 'retry a dead letter',
    route: 'POST /api/v1/operations/dead-letters/:id/retry',
    expected: [401, 403, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/dead-letters/${newId()}/retry`],
  },
  {
    name: 'discard a dead letter',
    route: 'DELETE /api/v1/operations/dead-letters/:id',
    expected: [401, 403, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/dead-letters/${newId()}`],
  },
  {
    name: 'see mail that failed',
    route: 'GET /api/v1/operations/deliveries',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/deliveries`],
  },
  {
    name: 'read metrics',
    route: 'GET /metrics',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 200, 200],
    request: () => ['/metrics'],
  },
  { name: 'ask how it is', route: 'GET /health/ready', expected: all(200), request: () => ['/health/ready'] },
  { name: 'ask whether it lives', route: 'GET /health/live', expected: all(200), request: () => ['/health/live'] },
];
