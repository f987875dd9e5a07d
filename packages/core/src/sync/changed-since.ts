import type { Canonical, Side } from './canonical.ts';
import { sayTheSame } from './equality.ts';
import { fieldsOf } from './fields.ts';
import { flowOf } from './flow.ts';
import type { ItemTraits, LinkView } from './link.ts';
import { flowContext, type LinkContext } from './link-plan.ts';
import { withRoom } from './room.ts';

/** Whether a side was edited since both agreed; a pair that never agreed counts as edited. */
export function changedSince(
  link: LinkView,
  side: Side,
  values: Canonical,
  traits: ItemTraits,
  context: LinkContext,
): boolean {
  const { bases } = link;
  if (bases === null) return true;
  const flow = flowContext(link, traits, context);
  return fieldsOf(context.module, context.choices).some((spec) => {
    // A field that was joined with another since says nothing of what was edited.
    if (link.unbased?.has(spec.name) === true) return false;
    if (spec.minor === true) return false;
    const { toCrm, toMicrosoft } = flowOf(spec, flow);
    const barrier = side === 'crm' ? toMicrosoft : toCrm;
    if (barrier === 'not_carried' || barrier === 'private') return false;
    // What was barred from the beginning has no base, and would else keep its item alive for ever.
    if (barrier !== null && bases[side][spec.name] === undefined) return false;
    const carried = withRoom(spec, bases, side, values[spec.name]) ?? null;
    return !sayTheSame(spec, bases[side], { ...values, [spec.name]: carried });
  });
}
