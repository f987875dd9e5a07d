/** An answer as a test looks at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says what it expects in it
  readonly body: any;
  /** Where a redirect leads: path and query for a page of ours. */
  readonly location: URL | null;
}

/** A browser: keeps cookies, follows no redirect by itself, and sends the session's token with every change. */
export class Browser {
  readonly origin: string;
  readonly cookies = new Map<string, string>();
  csrfToken: string | null = null;

  constructor(origin: string) {
    this.origin = origin;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, json: unknown = {}): Promise<Answer> {
    return this.send('POST', path, { json });
  }

  put(path: string, json: unknown): Promise<Answer> {
    return this.send('PUT', path, { json });
  }

  async send(
    method: string,
    path: string,
    {
      json,
      body,
      headers = {},
    }: {
      json?: unknown;
      body?: string | Uint8Array<ArrayBuffer> | FormData;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    const sent = json === undefined ? body : JSON.stringify(json);
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method !== 'GET' && this.csrfToken !== null && { 'x-csrf-token': this.csrfToken }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get('location');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed(text),
      location: location === null ? null : new URL(location, this.origin),
    };
  }

  /** Fetches the session's token, as the client does after a sign-in. */
  async readSession(): Promise<Answer> {
    const answer = await this.get('/api/session');
    this.csrfToken = answer.body?.csrfToken ?? null;
    return answer;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
