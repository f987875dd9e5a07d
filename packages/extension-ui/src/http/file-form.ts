import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import type { FileForm } from '@syncgrant/contracts';
import { Refusal } from './answer.ts';

type Form = Readonly<Record<string, string | readonly File[]>>;

/** A text beside the files: the longest, and how many. */
const TEXT_BYTES = 131_072;
const TEXTS = 10;
/** Names of parts and files; the headers of a part. */
const HEADER_BYTES = 8192;

/**
 * The form of a request: its texts as strings and its files as lists, by the names of their parts. Reading ends with the
 * first thing that is too much, so that no more than the limits ever is in memory.
 */
export async function readFileForm(
  request: Request,
  limits: FileForm,
): Promise<{ readonly ok: true; readonly value: Form } | Refusal> {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) return NOT_A_FORM;
  if (Number(request.headers['content-length'] ?? 0) > limits.totalBytes) return tooLarge(limits.totalBytes);
  const parser = parserFor(request, limits);
  if (parser === null) return MALFORMED;
  const { promise, resolve } = Promise.withResolvers<Form | Refusal>();
  collect(parser, limits, resolve);
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limits.totalBytes) resolve(tooLarge(limits.totalBytes));
  });
  request.once('close', () => {
    if (!request.complete) resolve(MALFORMED);
  });
  request.pipe(parser);
  const form = await promise;
  if (!(form instanceof Refusal)) return { ok: true, value: form };
  // What is left is read and thrown away, so that the sender gets to read the answer.
  request.unpipe(parser);
  request.resume();
  return form;
}

function parserFor({ headers }: Request, { files, fileBytes }: FileForm): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: {
        files,
        fileSize: fileBytes,
        fields: TEXTS,
        fieldSize: TEXT_BYTES,
        headerSize: HEADER_BYTES,
      },
    });
  } catch {
    // A form without the boundary that parts its parts.
    return null;
  }
}

/** Tells what became of the form: first come, first told. */
function collect(
  parser: BusboyInstance,
  { files: mostFiles, fileBytes }: FileForm,
  tell: (form: Form | Refusal) => void,
): void {
  const form = new Map<string, string | File[]>();
  parser.on('field', (name, value, _, truncated) => {
    if (truncated) tell(tooLarge(TEXT_BYTES, name));
    if (form.has(name)) tell(givenTwice(name));
    form.set(name, value);
  });
  parser.on('file', (name: string, stream: BusboyFileStream, fileName: string | undefined) => {
    const chunks: Buffer<ArrayBuffer>[] = [];
    stream.on('data', (chunk: Buffer<ArrayBuffer>) => chunks.push(chunk));
    stream.on('error', () => tell(MALFORMED));
    stream.on('limit', () => tell(tooLarge(fileBytes, name)));
    stream.on('end', () => {
      const before = form.get(name) ?? [];
      if (typeof before === 'string') tell(givenTwice(name));
      else form.set(name, [...before, new File(chunks, fileName ?? '')]);
    });
  });
  parser.on('filesLimit', () => tell(tooMany('file', mostFiles)));
  parser.on('fieldsLimit', () => tell(tooMany('body', TEXTS)));
  parser.on('error', () => tell(MALFORMED));
  parser.on('finish', () => tell(Object.fromEntries(form)));
}

const NOT_A_FORM = new Refusal(415, 'INVALID_DATA', 'The body must be a form, multipart/form-data.', {
  header: 'Content-Type',
});

const MALFORMED = new Refusal(400, 'INVALID_DATA', 'The form could not be read to its end.', {
  expected_data_type: 'multipart/form-data',
});

const tooLarge = (bytes: number, name?: string): Refusal =>
  new Refusal(
    413,
    'REQUEST_TOO_LARGE',
    `${name === undefined ? 'The body' : `The part ${name}`} is larger than ${bytes} bytes.`,
    { maximum_length: bytes, ...(name !== undefined && { api_name: name }) },
  );

const tooMany = (name: string, limit: number): Refusal =>
  new Refusal(400, 'LIMIT_EXCEEDED', 'The count of what is in the request exceeds the limit.', {
    api_name: name,
    limit,
  });

const givenTwice = (name: string): Refusal =>
  new Refusal(400, 'INVALID_DATA', `The part ${name} is given twice.`, {
    api_name: name,
    rule: 'is given twice',
  });
