import { bitSet, hasBit, type BitSet } from './bit-set.ts';
import { ancestorsOf, CATALOGUE, type PermissionNumber } from './catalogue.ts';
import { grant, refuse, type Decision, type Granted, type Refused } from './rule.ts';

/** A profile's switches: as they are set, and as they count once parents are taken into account. */
export interface Switches {
  readonly on: BitSet;
  readonly effective: BitSet;
}

interface Answers {
  readonly granted: Granted;
  readonly off: Refused;
  readonly ancestors: readonly { readonly number: PermissionNumber; readonly off: Refused }[];
}

const ANSWERS: readonly Answers[] = CATALOGUE.permissions.map(({ name }) => ({
  granted: grant({ code: 'permission_on', permission: name }),
  off: refuse({ code: 'permission_off', permission: name }),
  ancestors: ancestorsOf(name).map((parent) => ({
    number: parent.number,
    off: refuse({ code: 'parent_off', permission: name, parent: parent.name }),
  })),
}));

export function compileSwitches(numbers: readonly PermissionNumber[]): Switches {
  const on = bitSet(numbers);
  return Object.freeze({
    on,
    effective: bitSet(
      numbers.filter((number) => ANSWERS[number]?.ancestors.every((ancestor) => hasBit(on, ancestor.number))),
    ),
  });
}

/** Whether the permission counts. */
export function holds(switches: Switches, number: PermissionNumber): boolean {
  return hasBit(switches.effective, number);
}

/** The same question with the reason: on, off, or on without effect because of the nearest ancestor that is off. */
export function decidePermission(switches: Switches, number: PermissionNumber): Decision {
  const answers = ANSWERS[number];
  if (answers === undefined) throw new RangeError(`There is no permission number ${number}`);
  if (hasBit(switches.effective, number)) return answers.granted;
  if (!hasBit(switches.on, number)) return answers.off;
  return answers.ancestors.find((ancestor) => !hasBit(switches.on, ancestor.number))?.off ?? answers.off;
}
