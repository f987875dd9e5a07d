import { expect, test } from 'vitest';
import { ENDPOINTS } from '@syncgrant/contracts';
import { ROUTES } from '../endpoints/index.ts';
import { assertComplete } from './routing.ts';

test('every contract has exactly one handler', () => {
  expect(() => assertComplete(ROUTES, ENDPOINTS)).not.toThrow();
});

test('a contract without handler, one with two, and a handler without contract are named', () => {
  const [first, ...others] = ROUTES;
  expect(() => assertComplete(others, ENDPOINTS)).toThrow(`${first?.endpoint.id} has 0 handlers`);
  expect(() => assertComplete([...ROUTES, ...ROUTES.slice(0, 1)], ENDPOINTS)).toThrow(
    `${first?.endpoint.id} has 2 handlers`,
  );
  const fewer = ENDPOINTS.filter((endpoint) => endpoint !== first?.endpoint);
  expect(() => assertComplete(ROUTES, fewer)).toThrow(`${first?.endpoint.id} is not among the contracts`);
});
