import { z } from 'zod';

/** Everything a process is told by its environment. Secrets are in here: never log it whole. */
export interface ProcessConfiguration {
  readonly port: number;
  readonly emulatorPort: number;
  /** Whether the emulator consents by itself where a `login_hint` says who comes: for tests and demonstrations. */
  readonly emulatorAutoConsent: boolean;
  /** Where the embedded database lives when there is no `databaseUrl`. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** The address browsers use: scheme, host and port, without a trailing slash. */
  readonly publicUrl: string;
  /** The application registration; null means the emulator stands in for Microsoft. */
  readonly microsoft: MicrosoftConfiguration | null;
  /** The first seals, all open; null where none is given, which only the embedded default may accept. */
  readonly keys: readonly SealingKeyConfiguration[] | null;
  /** Invited as the first administrator when the database has no organisation yet. */
  readonly administratorEmail: string | null;
  readonly logLevel: LogLevel;
}

export interface MicrosoftConfiguration {
  readonly clientId: string;
  readonly credential:
    | { readonly kind: 'secret'; readonly secret: string }
    | { readonly kind: 'certificate'; readonly thumbprintSha256: string; readonly privateKey: string };
  /** `organizations` or one tenant's id. */
  readonly tenant: string;
  /** Scheme, host and port of Entra and Graph; null for Microsoft's worldwide cloud. */
  readonly entraOrigin: string | null;
  readonly graphOrigin: string | null;
}

export interface SealingKeyConfiguration {
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** A variable that breaks a rule; the value is left out, since it may be a secret. */
export interface ConfigurationProblem {
  readonly variable: string;
  readonly rule: string;
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: ProcessConfiguration }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

const port = (otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((value) => value <= 65_535, 'must be at most 65535')
    .default(otherwise);

const url = (protocols: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const origin = url(['http:', 'https:'])
  .refine((value) => URL.canParse(value) && ['/', ''].includes(new URL(value).pathname), 'must have no path')
  .transform((value) => new URL(value).origin);

const text = z.string().min(1).max(10_000);
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const keys = z.string().transform((list, context): readonly SealingKeyConfiguration[] => {
  const parsed = list.split(',').map((entry) => {
    const [id = '', encoded = ''] = entry.trim().split(':');
    return { id, secret: bytesOf(encoded) };
  });
  const wrong = parsed.find(({ id, secret }) => !/^[\w.-]{1,64}$/.test(id) || secret?.byteLength !== 32);
  if (wrong !== undefined) {
    context.addIssue({
      code: 'custom',
      message: 'must be a comma-separated list of id:key, each key 32 bytes in base64',
    });
  }
  if (new Set(parsed.map(({ id }) => id)).size < parsed.length) {
    context.addIssue({ code: 'custom', message: 'must name each key id once' });
  }
  return parsed.flatMap(({ id, secret }) => (secret === null ? [] : [{ id, secret }]));
});

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

const environmentSchema = z.object({
  PORT: port(4000),
  EMULATOR_PORT: port(4100),
  EMULATOR_AUTO_CONSENT: z
    .enum(['0', '1'], { error: 'must be 0 or 1' })
    .default('0')
    .transform((value) => value === '1'),
  DATA_DIR: text.default('.data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  PUBLIC_URL: origin.optional(),
  MICROSOFT_CLIENT_ID: z.string().regex(GUID, 'must be the application (client) id, a GUID').optional(),
  MICROSOFT_CLIENT_SECRET: text.optional(),
  MICROSOFT_CERTIFICATE_KEY: text
    .includes('PRIVATE KEY', { error: 'must be a private key in PEM' })
    .optional(),
  MICROSOFT_CERTIFICATE_THUMBPRINT: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be a SHA-256 thumbprint of 64 hexadecimal digits')
    .optional(),
  MICROSOFT_TENANT: z
    .string()
    .refine(
      (value) => value === 'organizations' || GUID.test(value),
      'must be “organizations” or a tenant id, a GUID',
    )
    .default('organizations'),
  MICROSOFT_ENTRA_ORIGIN: origin.optional(),
  MICROSOFT_GRAPH_ORIGIN: origin.optional(),
  SYNCGRANT_KEYS: keys.optional(),
  ADMINISTRATOR_EMAIL: z.email('must be an e-mail address').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads the environment. A variable that is set to nothing counts as not set; variables this does not know are left
 * alone. Every broken rule is named with its variable, all at once.
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): ConfigurationResult {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => (value ?? '').trim() !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message }) => ({
        variable: String(path[0]),
        rule: message,
      })),
    };
  }
  const values = parsed.data;
  const microsoft = microsoftOf(values);
  if ('variable' in microsoft) return { ok: false, problems: [microsoft] };
  return {
    ok: true,
    configuration: {
      port: values.PORT,
      emulatorPort: values.EMULATOR_PORT,
      emulatorAutoConsent: values.EMULATOR_AUTO_CONSENT,
      dataDir: values.DATA_DIR,
      databaseUrl: values.DATABASE_URL ?? null,
      redisUrl: values.REDIS_URL ?? null,
      publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
      microsoft: microsoft.registration,
      keys: values.SYNCGRANT_KEYS ?? null,
      administratorEmail: values.ADMINISTRATOR_EMAIL ?? null,
      logLevel: values.LOG_LEVEL,
    },
  };
}

function microsoftOf(
  values: Environment,
): { readonly registration: MicrosoftConfiguration | null } | ConfigurationProblem {
  const secret = values.MICROSOFT_CLIENT_SECRET;
  const privateKey = values.MICROSOFT_CERTIFICATE_KEY;
  const thumbprintSha256 = values.MICROSOFT_CERTIFICATE_THUMBPRINT;
  if (values.MICROSOFT_CLIENT_ID === undefined) {
    return secret === undefined && privateKey === undefined
      ? { registration: null }
      : { variable: 'MICROSOFT_CLIENT_ID', rule: 'must be set when a secret or certificate is' };
  }
  const registration = {
    clientId: values.MICROSOFT_CLIENT_ID,
    tenant: values.MICROSOFT_TENANT,
    entraOrigin: values.MICROSOFT_ENTRA_ORIGIN ?? null,
    graphOrigin: values.MICROSOFT_GRAPH_ORIGIN ?? null,
  };
  if (secret !== undefined && privateKey !== undefined) {
    return {
      variable: 'MICROSOFT_CLIENT_SECRET',
      rule: 'must not be set together with MICROSOFT_CERTIFICATE_KEY',
    };
  }
  if (secret !== undefined)
    return { registration: { ...registration, credential: { kind: 'secret', secret } } };
  if (privateKey === undefined) {
    return {
      variable: 'MICROSOFT_CLIENT_SECRET',
      rule: 'must be set with MICROSOFT_CLIENT_ID (or MICROSOFT_CERTIFICATE_KEY)',
    };
  }
  if (thumbprintSha256 === undefined) {
    return {
      variable: 'MICROSOFT_CERTIFICATE_THUMBPRINT',
      rule: 'must be set with MICROSOFT_CERTIFICATE_KEY',
    };
  }
  return {
    registration: { ...registration, credential: { kind: 'certificate', thumbprintSha256, privateKey } },
  };
}

/** The sentences to print when a process cannot start. */
export function describeProblems(problems: readonly ConfigurationProblem[]): string {
  return problems.map(({ variable, rule }) => `${variable} ${rule}`).join('\n');
}
