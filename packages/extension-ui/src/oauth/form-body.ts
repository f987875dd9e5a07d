import express, { type Request, type Response as Answer } from 'express';

/** The largest body that is read; what the token endpoint takes is far shorter. */
const BODY_LIMIT_BYTES = 16_384;

const readRaw = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES });

/**
 * The parameters of a request to the token endpoint: of its address and of its form, urlencoded or multipart. `null` when
 * the body is no form, is too large, or a parameter is given twice.
 */
export async function readForm(
  request: Request,
  answer: Answer,
): Promise<Readonly<Record<string, string>> | null> {
  const failure = await new Promise<unknown>((resolve) => readRaw(request, answer, resolve));
  if (failure !== undefined) return null;
  const raw: unknown = request.body;
  const sent =
    Buffer.isBuffer(raw) && raw.length > 0 ? await formOf(raw, request.headers['content-type']) : [];
  if (sent === null) return null;
  const fields = [...Object.entries(request.query), ...sent];
  const texts = fields.flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  const byName = new Map(texts);
  return byName.size === fields.length ? Object.fromEntries(byName) : null;
}

/** The platform's own reader of forms, which holds all of it in memory: the body is short and was read already. */
async function formOf(
  body: Buffer,
  type: string | undefined,
): Promise<readonly (readonly [string, unknown])[] | null> {
  try {
    const headers = { 'content-type': type ?? '' };
    // oxlint-disable-next-line typescript/no-deprecated -- advised against for long bodies only
    return [...(await new Response(new Uint8Array(body), { headers }).formData())];
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
