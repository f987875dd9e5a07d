import type { SyncModule } from '@syncgrant/core';
import { z } from 'zod';
import { FORMS, keyOf } from './forms.ts';
import type { Item } from './item.ts';
import type { Office } from './office.ts';
import type { Person } from './person.ts';
import type { Copy } from './thing.ts';
import { HORIZON, originalDateOf, timesOfItem } from './timetable.ts';

/** Something in a mailbox, by the name it goes by. */
export interface Sighting {
  readonly key: string | null;
  /** Of an occurrence that stands by itself: the series' name, and the date it stands for. */
  readonly apart: Apart | null;
  readonly copy: Copy;
}

export interface Apart {
  readonly series: string;
  readonly date: string;
}

/** The name of what stands in place of an occurrence. */
export const nameOf = ({ series, date }: Apart): string => `${series}/${date}`;

const listSchema = z.object({ value: z.array(z.looseObject({ id: z.string() })) });
const CALENDAR_VIEW = `/me/calendarView?startDateTime=2031-01-01T00:00:00Z&endDateTime=${HORIZON}T00:00:00Z&$top=1000`;

/** All that a module of a person's mailbox holds; of series also what of them is apart. */
export async function sightings(office: Office, person: Person, module: SyncModule): Promise<Sighting[]> {
  const list = async (path: string): Promise<Item[]> =>
    listSchema.parse(await office.graph(person, 'GET', path)).value;
  const { fields, listPath } = FORMS[module];
  const items = await list(listPath(person.containers[module]));
  const repeat = items.some(({ type }) => type === 'seriesMaster');
  const occurrences = repeat ? await list(CALENDAR_VIEW) : [];
  const copyOf = (item: Item): Copy => ({
    id: item.id,
    times: module === 'meetings' ? timesOfItem(item, occurrences) : null,
    values: Object.fromEntries(fields.map(({ crm, read }) => [crm, plainText(read(item))])),
  });
  const whole = items.map((item) => ({ key: keyOf(module, item), apart: null, copy: copyOf(item) }));
  const apart = occurrences
    .filter(({ type }) => type === 'exception')
    .map((item) => {
      const series = whole.find(({ copy }) => copy.id === item['seriesMasterId'])?.key ?? '';
      const place = { series, date: originalDateOf(item) };
      return { key: nameOf(place), apart: place, copy: copyOf(item) };
    });
  return [...whole, ...apart];
}

/** Exchange and To Do wrap a text into a page. */
const plainText = (text: string): string =>
  (text.includes('<') ? text.replaceAll(/<[^>]*>/g, '') : text).trim();
