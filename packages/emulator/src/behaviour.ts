/** Where the documentation of Microsoft leaves it open, or observers disagree: which way the emulator goes. */
export interface Behaviour {
  /** `calendarView/delta` also sends the series master of occurrences in the window. Default: no. */
  readonly calendarViewDeltaMasters: boolean;
  /** Occurrences in `calendarView/delta` carry only type, ids, start and end. Default: yes. */
  readonly occurrenceStubs: boolean;
  /** `events/delta` carries only type, ids, start and end. Default: no. */
  readonly eventsDeltaStubs: boolean;
  /** All-day events read in another zone than their own are converted like any instant. Default: they stay midnight. */
  readonly allDayReadShift: boolean;
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  calendarViewDeltaMasters: false,
  occurrenceStubs: true,
  eventsDeltaStubs: false,
  allDayReadShift: false,
};
