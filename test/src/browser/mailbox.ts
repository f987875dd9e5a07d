import type { Locator, Page } from 'playwright-core';

/** The contacts of one person's mailbox, on the page that the emulator shows of it. */
export class Mailbox {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(emulatorUrl: string, person: string): Promise<void> {
    await this.page.goto(`${emulatorUrl}/#contacts`);
    const option = await this.page.getByRole('option', { name: person }).innerText();
    await this.page.getByLabel('Person').selectOption({ label: option });
  }

  contact(name: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name });
  }

  /** The first line of each. */
  async names(): Promise<string[]> {
    const shown = await this.page.getByRole('main').getByRole('button').allInnerTexts();
    return shown.map((text) => text.split('\n')[0] ?? '');
  }

  async add(fields: Readonly<Record<string, string>>): Promise<void> {
    await this.page.getByRole('button', { name: 'New', exact: true }).click();
    await this.#save(fields);
  }

  async change(name: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.contact(name).click();
    await this.#save(fields);
  }

  async #save(fields: Readonly<Record<string, string>>): Promise<void> {
    const editor = this.page.getByRole('dialog');
    for (const [label, value] of Object.entries(fields)) await editor.getByLabel(label).fill(value);
    await editor.getByRole('button', { name: 'Save' }).click();
    await editor.waitFor({ state: 'hidden' });
  }
}
