import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../story/person.ts';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { barriersOf } from './axe.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf, takeScreenshot } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** Daniel invites Maya, who reaches all records, and Hannah, who only sees in what she takes part. */
describe.skipIf(NO_CHROMIUM !== null)(`an invitation in a browser${skipped}`, { timeout: 120_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let daniel: Person;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite({ autoConsent: true });
    browser = await openChromium();
    daniel = await employ('daniel');
    // A token for the mailbox is given for everything that was consented to.
    await daniel.enable('contacts');
    await daniel.enable('tasks');
    const guests = [await employ('maya'), await employ('hannah')];
    await daniel.addItem('meetings', {
      subject: 'Harbour review',
      start: { dateTime: inTwoDays('10:00:00'), timeZone: 'UTC' },
      end: { dateTime: inTwoDays('11:00:00'), timeZone: 'UTC' },
      attendees: guests.map(({ email: address }) => ({ type: 'required', emailAddress: { address } })),
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  const inTwoDays = (time: string): string =>
    `${new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}T${time}`;

  async function employ(name: string): Promise<Person> {
    const person = new Person(site, name);
    await person.signIn();
    await person.enable('meetings');
    return person;
  }

  /** The meeting as somebody who was invited sees it, once the sync has told that it is in their mailbox. */
  async function openMeeting(name: string) {
    const visitor = new Visitor(site, name, await openWindow(browser, troubles));
    await visitor.signIn();
    await visitor.visit('/records/Events');
    await visitor.page.getByRole('link', { name: 'Harbour review' }).click();
    await visitor.heading('Harbour review').waitFor();
    const section = visitor.page.getByRole('region', { name: 'Your invitation' });
    await expect
      .poll(
        async () => {
          const shown = await section.isVisible();
          if (!shown) await visitor.page.reload();
          return shown;
        },
        { interval: 1000 },
      )
      .toBe(true);
    return { page: visitor.page, section };
  }

  const answerOf = async (email: string): Promise<unknown> => {
    const meetings = await daniel.items('meetings');
    const { attendees } = meetings.find(({ subject }) => subject === 'Harbour review');
    return attendees.find((one: { emailAddress: { address: string } }) => one.emailAddress.address === email)
      .status.response;
  };

  it('is answered by keyboard on the meeting’s page, and the organiser’s mailbox shows it', async () => {
    const { page, section } = await openMeeting('Maya Ellison');
    const pressed = section.getByRole('button', { pressed: true });
    await section.getByText('The organiser is told what you answer').waitFor();
    expect(await pressed.count()).toBe(0);

    await section.getByRole('button', { name: 'Accept' }).press('Enter');
    const accepted = section.getByRole('button', { name: 'Accepted', pressed: true });
    await accepted.waitFor();
    expect(await page.locator(':focus').innerText()).toBe('Accepted');
    await section.getByText('The organiser knows your answer').waitFor();
    expect(await answerOf('maya@brightwater.example')).toBe('accepted');

    await section.getByRole('button', { name: 'Tentative' }).press('Space');
    await section.getByRole('button', { name: 'Tentatively accepted', pressed: true }).waitFor();
    expect(await pressed.count()).toBe(1);
    await expect.poll(() => answerOf('maya@brightwater.example')).toBe('tentativelyAccepted');
    for (const look of ['dark', 'phone'] as const) {
      await changeLook(page, look);
      await takeScreenshot(page, `invitation-${look}`);
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOf(page)).toEqual([]);
    }
  });

  it('to a colleague’s meeting that is only seen is left to the mailbox, and says why', async () => {
    const { page, section } = await openMeeting('Hannah Whitlock');
    await page.getByText('This belongs to Daniel Ortiz.').waitFor();
    const accept = section.getByRole('button', { name: 'Accept' });
    expect(await accept.getAttribute('aria-disabled')).toBe('true');
    expect(await accept.getAttribute('aria-description')).toContain('This belongs to Daniel Ortiz.');
    await accept.press('Enter');
    await section.getByText('Answer it in Outlook').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    expect(await answerOf('hannah@brightwater.example')).toBe('none');
  });
});
