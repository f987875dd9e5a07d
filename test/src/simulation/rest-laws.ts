import { FORMS, valuesIn } from './forms.ts';
import { LawBroken } from './law-broken.ts';
import type { Office } from './office.ts';
import { beginAnew, judgeTimes } from './series-laws.ts';
import type { Copy, Thing } from './thing.ts';

/** Everything is quiet: what must be true then. */
export async function judgeRest({ tenant }: Office, things: readonly Thing[]): Promise<void> {
  const conflicts = JSON.stringify(await tenant.select('conflict').selectAll().execute());
  const kept = new Set(valuesIn(conflicts));
  /* A meeting with guests that was called off in Outlook and edited in the CRM waits for its owner. */
  const calledOff = await tenant
    .select('link')
    .where('held_reason', '=', 'called_off')
    .select('record_id')
    .execute();
  const waiting = new Set(calledOff.map(({ record_id: id }) => id));
  const waits = (thing: Thing): boolean => waiting.has(thing.at.crm?.id ?? null);
  for (const thing of things) {
    const apart = things.filter(({ of }) => of?.series === thing);
    const open = apart.filter(waits).flatMap(({ of }) => of?.date ?? []);
    if (!waits(thing)) {
      judgeAgreement(thing);
      judgeTimes(thing, apart, open);
    }
    const givenUp = thing.of?.series.series.reshaped.ever === true;
    if (!thing.everDeleted && !givenUp) judgeLosses(thing, kept);
  }
  for (const thing of things) {
    beginAnew(thing.series);
    thing.touched.crm = false;
    thing.touched.microsoft = false;
    thing.settled = thing.at.crm !== null && thing.at.microsoft !== null;
  }
}

function judgeAgreement(thing: Thing): void {
  const { key, module } = thing;
  const { crm } = thing.at;
  const microsoft = thing.at.microsoft ?? regularOccurrence(thing);
  if ((crm === null) !== (microsoft === null))
    throw new LawBroken('P3', `${key} is in the ${crm === null ? 'mailbox' : 'CRM'} only`);
  if (crm === null || microsoft === null) return;
  for (const { crm: field } of FORMS[module].fields) {
    if (crm.values[field] !== microsoft.values[field])
      throw new LawBroken('P3', `${field} of ${key}: ${crm.values[field]} and ${microsoft.values[field]}`);
  }
}

/** What stands by itself in the CRM may be as all others of its series at Microsoft, once both sides hold the same. */
function regularOccurrence({ of, at }: Thing): Copy | null {
  const series = of?.series.at.microsoft;
  if (!series?.times || of === null || at.crm === null) return null;
  return of.date in series.times.regular ? series : null;
}

/** A value may be overwritten by whoever saw it; anything else keeps it among the conflicts. */
function judgeLosses({ key, written, seen, at }: Thing, kept: ReadonlySet<string>): void {
  for (const [index, { side, field, value, unguarded }] of written.entries()) {
    if (value === '' || unguarded) continue;
    const replaced = written.slice(index + 1).some((later) => later.side === side && later.field === field);
    const other = side === 'crm' ? 'microsoft' : 'crm';
    const stands = at[side]?.values[field]?.includes(value) === true;
    if (!replaced && !stands && !seen[other].has(value) && !kept.has(value))
      throw new LawBroken('P6', `${value}, written into ${field} of ${key} in ${side}, is lost`);
  }
}
