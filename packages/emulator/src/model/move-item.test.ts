import { expect, test } from 'vitest';
import { ANN, BOB, runRound, signIn, startEmulator, steer } from '../testing/fixture.ts';

const at = (hour: number) => ({ dateTime: `2027-03-01T${hour}:00:00`, timeZone: 'UTC' });

test.each(['same', 'new'] as const)(
  'an event or contact that is moved leaves one container and is in the other with the %s id',
  async (movedItemId) => {
    const emulator = startEmulator({ behaviour: { movedItemId } });
    const graph = await signIn(emulator, ANN.upn);
    const calendar = (await graph('GET', '/me/calendar')).body.id;
    const forms = [
      {
        here: `/me/calendars/${calendar}/events`,
        containers: '/me/calendars',
        named: { name: 'Other' },
        item: { subject: 'A', start: at(10), end: at(11) },
      },
      {
        here: '/me/contactFolders/contacts/contacts',
        containers: '/me/contactFolders',
        named: { displayName: 'Other' },
        item: { surname: 'A' },
      },
    ];
    for (const { here, containers, named, item } of forms) {
      const container = (await graph('POST', containers, named)).body.id;
      const there = `${containers}/${container}/${here.split('/').at(-1)}`;
      const { id } = (await graph('POST', here, item)).body;
      const left = new Map<string, unknown>();
      const entered = new Map<string, unknown>();
      const links = [
        await runRound(graph, `${here}/delta`, left),
        await runRound(graph, `${there}/delta`, entered),
      ] as const;
      expect((await steer(emulator, 'move', { mailbox: BOB.upn, id, container })).status).toBe(400);
      const moved = (await steer(emulator, 'move', { mailbox: ANN.upn, id, container })).body.id;
      expect(moved === id).toBe(movedItemId === 'same');
      await runRound(graph, links[0], left);
      await runRound(graph, links[1], entered);
      expect([[...left.keys()].includes(id), [...entered.keys()]]).toEqual([false, [moved]]);
      expect((await graph('GET', `${here}/${id}`)).status).toBe(404);
      expect((await graph('GET', `${there}/${moved}`)).body).toMatchObject(
        item.subject ? { subject: 'A' } : { surname: 'A' },
      );
    }
  },
);
