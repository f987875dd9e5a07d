import {
  imageFacts,
  OUTCOME_TEXT,
  PHOTO_BYTES,
  PHOTO_PIXELS,
  photoWays,
  planPhoto,
  retryDelayMs,
  type HoldReason,
  type ImageFacts,
  type PhotoView,
  type PhotoWays,
} from '@syncgrant/core';
import {
  getContactPhoto,
  parseContactPhoto,
  putContactPhoto,
  type GraphFailure,
  type GraphRequest,
  type GraphResult,
} from '@syncgrant/microsoft';
import {
  addOutcomes,
  countDuePhotos,
  duePhotos,
  notePhoto,
  photoHash,
  photoOf,
  readPhoto,
  readPhotoBytes,
  readRecords,
  type DuePhoto,
  type NewOutcome,
  type PhotoNote,
  type PhotoRow,
  type Tenant,
} from '@syncgrant/store';
import type { Working } from './acting.ts';
import { asOwner, linkViews, titleOf } from './link-views.ts';
import { BATCH_SIZE } from './mailbox.ts';
import { stopOf } from './module-run.ts';
import { takePhoto } from './take-photo.ts';

/** Batches of contacts in one run; the rest is looked at by the next, which follows at once. */
const MOST_ROUNDS = 5;
/** How often Microsoft is asked for a photo of which nothing tells. */
const READ_EVERY_MS = 24 * 60 * 60_000;
/** What fits a request to Graph as Base64, alone and beside others. */
const MOST_SENT_BYTES = 3_000_000;

/** One contact with what both sides hold of its photo. */
export interface SeenPhoto {
  readonly due: DuePhoto;
  readonly photo: PhotoRow | null;
  readonly bytes: Uint8Array | null;
  readonly view: PhotoView;
}

/**
 * Brings photos of contacts together, after everything else that the module had to do. Nothing tells of a new photo at Microsoft,
 * so contacts are asked one by one: when the record names another photo, when Microsoft has changed the contact, and once a day.
 * Each is read before it is written, and read again afterwards, because Microsoft may make another file of it.
 */
export async function syncPhotos(working: Working, deadline: Date): Promise<void> {
  const { deps, gate, run } = working;
  const ways = photoWays(run.grant, run.configuration);
  if (run.module !== 'contacts' || !(ways.toCrm || ways.toMicrosoft)) return;
  if (run.setup.phase === 'first_sync') run.morePhotos = true;
  if (run.setup.phase !== 'active') return;
  for (let round = 0; round < MOST_ROUNDS && run.stop === null && deps.now() < deadline; round += 1) {
    const due = await gate.note((tenant) =>
      duePhotos(tenant, { ...whatIsDue(working, ways), limit: BATCH_SIZE }),
    );
    if (due.length === 0) return;
    await syncSome(working, ways, due);
  }
  const left = await gate.note((tenant) => countDuePhotos(tenant, whatIsDue(working, ways)));
  run.morePhotos = run.stop === null && left > 0;
}

const whatIsDue = ({ deps, run: { setup } }: Working, { toCrm, toMicrosoft }: PhotoWays) => ({
  setupId: setup.id,
  userId: setup.user_id,
  toCrm,
  toMicrosoft,
  now: deps.now(),
  readBefore: longAgo(deps.now()),
});

const longAgo = (now: Date): Date => new Date(now.getTime() - READ_EVERY_MS);

async function syncSome(working: Working, ways: PhotoWays, due: readonly DuePhoto[]): Promise<void> {
  const { run } = working;
  const sending: SeenPhoto[] = [];
  for (const seen of await readAll(working, due)) {
    const step = planPhoto(seen.view, ways, run.configuration);
    if (step.kind === 'agree') await settle(working, seen, {});
    else if (step.kind === 'hold') await hold(working, seen, step.reason);
    else if (step.kind === 'take') await take(working, seen);
    else if (seen.photo !== null && seen.photo.size > MOST_SENT_BYTES)
      await hold(working, seen, 'photo_too_large');
    else sending.push(seen);
  }
  for (const together of batchesBySize(sending)) if (run.stop === null) await send(working, together);
}

/** What Microsoft holds of these contacts, beside what the records name. What could not be read waits for another attempt. */
async function readAll(working: Working, due: readonly DuePhoto[]): Promise<readonly SeenPhoto[]> {
  const answers = await ask(working, due, ({ link }) => getContactPhoto(link.item_id ?? ''));
  const seen: SeenPhoto[] = [];
  for (const [contact, result] of answers) {
    const bytes = result.ok ? parseContactPhoto(result.body) : null;
    if (!result.ok && result.failure.class !== 'missing') await fail(working, contact, result.failure);
    else seen.push(await beside(working, contact, bytes));
  }
  return seen;
}

async function beside({ deps, gate }: Working, due: DuePhoto, bytes: Uint8Array | null): Promise<SeenPhoto> {
  return gate.note(async (tenant) => {
    const [record] = await readRecords(tenant, due.link.record_id === null ? [] : [due.link.record_id]);
    const id = record === undefined ? null : photoOf(record.fields);
    const photo = id === null ? null : await readPhoto(tenant, id);
    const { known } = due;
    const view: PhotoView = {
      crm: photo && { id: photo.id, hash: photo.sha256 },
      microsoft: bytes && photoHash(bytes),
      bases: { crm: known?.base_crm ?? null, microsoft: known?.base_microsoft ?? null },
      sent: known?.sent_photo ?? null,
      missed: known?.held_reason === 'photo_missing' && known.read_at <= longAgo(deps.now()),
    };
    return { due, photo, bytes, view };
  });
}

/** The record gets what Microsoft holds, unless it is no picture for it. */
async function take(working: Working, seen: SeenPhoto): Promise<void> {
  const { bytes } = seen;
  const facts = bytes === null ? null : usable(bytes);
  if (bytes !== null && facts === null) {
    await hold(working, seen, 'photo_unusable');
    return;
  }
  const taken = await takePhoto(working, seen, facts);
  if (taken === null) return;
  const message =
    bytes === null
      ? 'The photo was removed, because it was removed at Microsoft.'
      : 'The photo came from Microsoft.';
  await settle(working, seen, { base_crm: taken.photoId }, { kind: 'updated', side: 'crm', message });
}

function usable(bytes: Uint8Array): ImageFacts | null {
  const facts = bytes.length <= PHOTO_BYTES ? imageFacts(bytes) : null;
  return facts !== null && facts.width * facts.height <= PHOTO_PIXELS ? facts : null;
}

/** Announces what is sent, sends it, and reads what Microsoft made of it. */
async function send(working: Working, together: readonly SeenPhoto[]): Promise<void> {
  const { deps, gate } = working;
  const loaded = await gate.note(async (tenant) => {
    const files: (SeenPhoto & { readonly sent: PhotoRow; readonly content: Buffer })[] = [];
    for (const seen of together) {
      const content = seen.photo && (await readPhotoBytes(tenant, seen.photo));
      if (seen.photo === null || content === null) continue; // It was replaced; the next run sees the new one.
      await notePhoto(tenant, seen.due.link, {
        ...noteOf(seen, deps.now()),
        base_crm: seen.view.bases.crm,
        base_microsoft: seen.view.bases.microsoft,
        sent_photo: seen.photo.id,
      });
      files.push({ ...seen, sent: seen.photo, content });
    }
    return files;
  });
  const answers = await ask(working, loaded, ({ due, sent, content }) =>
    putContactPhoto(due.link.item_id ?? '', content, sent.content_type),
  );
  const arrived: SeenPhoto[] = [];
  for (const [seen, result] of answers) {
    if (result.ok) arrived.push(seen);
    else await fail(working, seen.due, result.failure);
  }
  const read = await ask(working, arrived, ({ due }) => getContactPhoto(due.link.item_id ?? ''));
  for (const [seen, result] of read) {
    const bytes = result.ok ? parseContactPhoto(result.body) : null;
    if (bytes === null) continue; // It stays announced, and is sent again after it was read.
    const made = { ...seen, view: { ...seen.view, microsoft: photoHash(bytes) } };
    await settle(
      working,
      made,
      {},
      { kind: 'updated', side: 'microsoft', message: 'The photo was sent to Microsoft.' },
    );
  }
}

/** Photos in the order that they came in, as many together as fit one request. */
function batchesBySize(photos: readonly SeenPhoto[]): readonly (readonly SeenPhoto[])[] {
  const batches: SeenPhoto[][] = [];
  let room = 0;
  for (const seen of photos) {
    const size = seen.photo?.size ?? 0;
    const last = batches.at(-1);
    if (last === undefined || room < size || last.length >= BATCH_SIZE) {
      batches.push([seen]);
      room = MOST_SENT_BYTES - size;
    } else {
      last.push(seen);
      room -= size;
    }
  }
  return batches;
}

/** One request for each, in one batch, with its answer. */
async function ask<T>(
  { mailbox, run }: Working,
  contacts: readonly T[],
  requestOf: (contact: T) => GraphRequest,
): Promise<readonly (readonly [T, GraphResult])[]> {
  if (run.stop !== null) return [];
  const results = await mailbox.batch([run.module], contacts.map(requestOf));
  return contacts.flatMap((contact, index) => {
    const result = results[index];
    return result === undefined ? [] : [[contact, result] as const];
  });
}

/** A note with nothing waiting, and both sides as they are now. */
const noteOf = ({ due: { link }, view }: SeenPhoto, now: Date): PhotoNote => ({
  base_crm: view.crm?.id ?? null,
  base_microsoft: view.microsoft,
  sent_photo: null,
  read_at: now,
  item_version: versionOf(link),
  held_reason: null,
  held_photo: null,
  failures: 0,
  next_attempt_at: null,
  problem: null,
});

const versionOf = ({ seen }: DuePhoto['link']): string | null =>
  seen?.state === 'present' ? seen.item.lastModifiedAt : null;

/** Both sides agree; what was done for it is told. */
async function settle(
  working: Working,
  seen: SeenPhoto,
  change: Partial<PhotoNote>,
  done?: Pick<NewOutcome, 'kind' | 'side' | 'message'>,
): Promise<void> {
  const { deps, gate } = working;
  await gate.note(async (tenant) => {
    await notePhoto(tenant, seen.due.link, { ...noteOf(seen, deps.now()), ...change });
    if (done !== undefined) await tell(working, tenant, seen.due, { ...done, reason: null });
  });
}

/** Something waits, and is told once. What a side holds is known from then on where nothing else could come of it. */
async function hold(working: Working, seen: SeenPhoto, reason: HoldReason): Promise<void> {
  const { deps, gate } = working;
  const { crm, bases } = seen.view;
  const { known } = seen.due;
  const since = known?.held_reason === reason ? known.read_at : deps.now();
  const note = noteOf(seen, deps.now());
  await gate.note(async (tenant) => {
    await notePhoto(tenant, seen.due.link, {
      ...note,
      base_crm: reason === 'photo_stays' ? null : bases.crm,
      base_microsoft: SETTLED.has(reason) ? note.base_microsoft : bases.microsoft,
      held_reason: reason,
      held_photo: crm?.id ?? null,
      ...(reason === 'photo_missing' && { read_at: since }),
    });
    if (known?.held_reason === reason) return;
    const kind = reason === 'direction' ? 'skipped' : 'held';
    await tell(working, tenant, seen.due, { kind, side: null, reason, message: OUTCOME_TEXT[reason] });
  });
}

const SETTLED: ReadonlySet<HoldReason> = new Set(['photo_stays', 'photo_too_large', 'photo_unusable']);

/** One contact waits for another attempt; what concerns the mailbox ends the module's run. One that is gone is for the next delta. */
async function fail(working: Working, due: DuePhoto, failure: GraphFailure): Promise<void> {
  const { deps, gate, run } = working;
  run.stop ??= stopOf(failure);
  if (stopOf(failure) !== null) return;
  const { known, link } = due;
  const failures = (known?.failures ?? 0) + 1;
  const wait = retryDelayMs(failures, null, deps.random());
  await gate.note(async (tenant) => {
    await notePhoto(tenant, link, {
      base_crm: known?.base_crm ?? null,
      base_microsoft: known?.base_microsoft ?? null,
      sent_photo: known?.sent_photo ?? null,
      read_at: known?.read_at ?? new Date(0),
      item_version: known?.item_version ?? null,
      held_reason: known?.held_reason ?? null,
      held_photo: known?.held_photo ?? null,
      failures,
      next_attempt_at: new Date(deps.now().getTime() + wait),
      problem: failure.message,
    });
    await tell(working, tenant, due, {
      kind: 'failed',
      side: 'microsoft',
      reason: 'refused',
      message: `Microsoft did not take or give the photo: ${failure.message}`,
    });
  });
}

async function tell(
  { deps, run }: Working,
  tenant: Tenant,
  { link }: DuePhoto,
  outcome: Pick<NewOutcome, 'kind' | 'side' | 'reason' | 'message'>,
): Promise<void> {
  const [view] = await linkViews(tenant, asOwner(run.setup), [link]);
  const told = { ...outcome, linkId: link.id, recordId: link.record_id, title: titleOf(view) };
  await addOutcomes(tenant, run.setup.id, [told], deps.now());
}
