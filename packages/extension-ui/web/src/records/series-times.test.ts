import { expect, test } from 'vitest';
import { changesOfSeries } from './series-times.ts';

const series = {
  Start_DateTime: '2040-03-05T09:00:00+00:00',
  End_DateTime: '2040-03-05T10:00:00+00:00',
};
const occurrence = {
  Start_DateTime: '2040-03-26T08:00:00+00:00',
  End_DateTime: '2040-03-26T09:00:00+00:00',
};

test('a series moves by as much as its meeting was moved, whatever the offset it is written with', () => {
  const changes = { Venue: 'Room 2', Start_DateTime: '2040-03-26T11:00:00+02:00' };
  expect(changesOfSeries(changes, occurrence, series)).toEqual({
    Venue: 'Room 2',
    Start_DateTime: '2040-03-05T10:00:00+00:00',
  });
});

test('what was not moved stays where it is', () => {
  expect(changesOfSeries({ Venue: 'Room 2' }, occurrence, series)).toEqual({ Venue: 'Room 2' });
  expect(changesOfSeries({ End_DateTime: null }, occurrence, series)).toEqual({ End_DateTime: null });
});
