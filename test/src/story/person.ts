import type { Card } from '@syncgrant/contracts';
import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { Browser, type Answer } from '../server/browser.ts';
import type { Site } from './sites.ts';
import { waitFor } from './wait-for.ts';

/** What the tests read of raw JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- A witness looks at raw JSON, whatever our own types say of it.
export type Raw = any;

const FIELDS: Record<SyncModule, string> = {
  meetings: 'Event_Title,Start_DateTime,End_DateTime,Venue,Recurring_Activity',
  contacts: 'First_Name,Last_Name,Email,Phone,Mobile,Title',
  tasks: 'Subject,Status,Due_Date,Priority',
};

/** Somebody of the demonstration company at a browser, and the same person at their mailbox. */
export class Person {
  readonly #site: Site;
  readonly browser: Browser;
  readonly email: string;
  #token: string | null = null;

  constructor(site: Site, name: string) {
    this.#site = site;
    this.email = `${name}@brightwater.example`;
    this.browser = new Browser(site.webUrl);
  }

  async signIn(): Promise<Answer> {
    const away = await this.browser.get('/auth/sign-in');
    await this.#visitMicrosoft(away.location?.href ?? '');
    return this.browser.readSession();
  }

  /** What the emulator's account picker and consent page would do, answered at once because the hint says who comes. */
  async #visitMicrosoft(authorizationUrl: string): Promise<Answer> {
    const url = new URL(authorizationUrl);
    url.searchParams.set('login_hint', this.email);
    const answer = await fetch(url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '', url);
    return this.browser.get(`${back.pathname}${back.search}`);
  }

  async card(module: SyncModule): Promise<Card> {
    const { body } = await this.browser.get(`/api/setups/${module}`);
    return body;
  }

  async waitForState(module: SyncModule, state: Card['status']['state']): Promise<Card> {
    await waitFor(
      `${module} of ${this.email} to be ${state}`,
      async () => (await this.card(module)).status.state === state,
    );
    return this.card(module);
  }

  /** Card → Microsoft → configuration → preview → first sync → active. */
  async enable(module: SyncModule): Promise<Card> {
    const { status, body } = await this.browser.post(`/api/setups/${module}/connect`);
    if (status !== 200) throw new Error(`connect: ${status} ${JSON.stringify(body)}`);
    const back = await this.#visitMicrosoft(body.authorizationUrl);
    const refused = back.location?.searchParams.get('message');
    if (refused != null) throw new Error(`connect: ${refused}`);
    const { body: listing } = await this.browser.get(`/api/setups/${module}/containers`);
    const container = listing.containers.find((one: { isDefault: boolean }) => one.isDefault);
    await this.browser.put(`/api/setups/${module}/configuration`, {
      direction: 'both',
      conflictPolicy: 'newest',
      containerId: container.id,
    });
    await waitFor(
      `the preview of ${module}`,
      async () => (await this.card(module)).setup?.phase === 'preview_ready',
    );
    await this.browser.post(`/api/setups/${module}/start`);
    return this.waitForState(module, 'active');
  }

  async syncNow(module: SyncModule): Promise<void> {
    await this.browser.post(`/api/setups/${module}/sync-now`);
  }

  async records(module: SyncModule): Promise<Raw[]> {
    const { body } = await this.browser.get(
      `/crm/v8/${RECORD_MODULE_OF[module]}?fields=Owner,${FIELDS[module]}`,
    );
    const { body: session } = await this.browser.get('/api/session');
    return (body?.data ?? []).filter((record: Raw) => record.Owner.id === session.user.id);
  }

  async addRecord(module: SyncModule, fields: Record<string, unknown>): Promise<string> {
    const { status, body } = await this.browser.post(`/crm/v8/${RECORD_MODULE_OF[module]}`, {
      data: [fields],
    });
    if (status !== 201) throw new Error(`create: ${status} ${JSON.stringify(body)}`);
    return body.data[0].details.id;
  }

  async changeRecord(module: SyncModule, id: string, fields: Record<string, unknown>): Promise<void> {
    const { status, body } = await this.browser.put(`/crm/v8/${RECORD_MODULE_OF[module]}/${id}`, {
      data: [fields],
    });
    if (status !== 200) throw new Error(`update: ${status} ${JSON.stringify(body)}`);
  }

  async removeRecord(module: SyncModule, id: string): Promise<void> {
    const { status, body } = await this.browser.send('DELETE', `/crm/v8/${RECORD_MODULE_OF[module]}/${id}`);
    if (status !== 200) throw new Error(`delete: ${status} ${JSON.stringify(body)}`);
  }

  /** The person's own mailbox, beside the product. Consent to what is asked must have been given by then. */
  async graph(method: string, path: string, body?: unknown): Promise<Raw> {
    this.#token ??= await this.#passwordToken();
    const answer = await fetch(`${this.#site.emulatorUrl}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'x-witness': 'test',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  async items(module: SyncModule): Promise<Raw[]> {
    return (await this.graph('GET', `${await this.#itemsPath(module)}?$top=500`)).value;
  }

  async addItem(module: SyncModule, body: unknown): Promise<Raw> {
    return this.graph('POST', await this.#itemsPath(module), body);
  }

  async changeItem(module: SyncModule, id: string, body: unknown): Promise<Raw> {
    return this.graph('PATCH', `${await this.#itemsPath(module)}/${id}`, body);
  }

  async removeItem(module: SyncModule, id: string): Promise<void> {
    await this.graph('DELETE', `${await this.#itemsPath(module)}/${id}`);
  }

  async #itemsPath(module: SyncModule): Promise<string> {
    if (module === 'meetings') return '/me/events';
    if (module === 'contacts') return '/me/contacts';
    const { value } = await this.graph('GET', '/me/todo/lists');
    const list = value.find(({ wellknownListName }: Raw) => wellknownListName === 'defaultList');
    return `/me/todo/lists/${list.id}/tasks`;
  }

  async #passwordToken(): Promise<string> {
    const answer = await fetch(`${this.#site.emulatorUrl}/organizations/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: this.#site.client.id,
        client_secret: this.#site.client.secret,
        username: this.email,
        password: 'password',
        scope: 'Calendars.ReadWrite Contacts.ReadWrite Tasks.ReadWrite',
      }),
    });
    const { access_token: token, error_description: error }: Raw = await answer.json();
    if (token === undefined) throw new Error(error);
    return token;
  }
}
