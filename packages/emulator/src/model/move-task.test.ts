import { expect, test } from 'vitest';
import { ANN, BOB, runRound, signIn, startEmulator, steer } from '../testing/fixture.ts';

const HOME = '/me/todo/lists/defaultList';

test.each(['same', 'new'] as const)(
  'a task that is moved leaves one list and is in the other with the %s id',
  async (movedTaskId) => {
    const emulator = startEmulator({ behaviour: { movedTaskId } });
    const graph = await signIn(emulator, ANN.upn);
    const list = (await graph('POST', '/me/todo/lists', { displayName: 'Other' })).body.id;
    const other = `/me/todo/lists/${list}`;
    const checklistItems = [{ displayName: 'Step' }];
    const { id } = (await graph('POST', `${HOME}/tasks`, { title: 'A', checklistItems })).body;
    const here = new Map<string, unknown>();
    const there = new Map<string, unknown>();
    const links = [
      await runRound(graph, `${HOME}/tasks/delta`, here),
      await runRound(graph, `${other}/tasks/delta`, there),
    ] as const;
    expect((await steer(emulator, 'move-task', { mailbox: BOB.upn, id, list })).status).toBe(400);
    const moved = await steer(emulator, 'move-task', { mailbox: ANN.upn, id, list });
    expect(moved.body.id === id).toBe(movedTaskId === 'same');
    await runRound(graph, links[0], here);
    await runRound(graph, links[1], there);
    expect([[...here.keys()].includes(id), [...there.keys()]]).toEqual([false, [moved.body.id]]);
    expect((await graph('GET', `${HOME}/tasks/${id}`)).status).toBe(404);
    const { body } = await graph('GET', `${other}/tasks/${moved.body.id}?$expand=checklistItems`);
    expect(body).toMatchObject({ title: 'A', checklistItems });
  },
);
