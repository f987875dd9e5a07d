/**
 * Between an instant and what a clock on the wall of a zone shows (`2026-03-29T14:30`, the form of a
 * `datetime-local` field).
 */
export function toWallTime(instant: string, timeZone: string): string {
  return wallTimeAt(Date.parse(instant), timeZone);
}

/**
 * The instant at which the zone's clock shows `wallTime`, with the zone's offset: `2026-03-29T14:30:00+02:00`.
 * A time that a clock change skips is moved on by the length of the gap; of a time that comes twice, the first is
 * meant.
 */
export function toInstant(wallTime: string, timeZone: string): string {
  const asUtc = Date.parse(`${wallTime}Z`);
  const day = 86_400_000;
  const before = offsetMinutesAt(asUtc - day, timeZone);
  const after = offsetMinutesAt(asUtc + day, timeZone);
  const fits = [before, after].find(
    (offset) => offsetMinutesAt(asUtc - offset * 60_000, timeZone) === offset,
  );
  const instantMs = asUtc - (fits ?? before) * 60_000;
  const offset = offsetMinutesAt(instantMs, timeZone);
  return `${wallTimeAt(instantMs, timeZone)}:00${offsetText(offset)}`;
}

function wallTimeAt(instantMs: number, timeZone: string): string {
  const shifted = new Date(instantMs + offsetMinutesAt(instantMs, timeZone) * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function offsetMinutesAt(instantMs: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(instantMs))
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function offsetText(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}
