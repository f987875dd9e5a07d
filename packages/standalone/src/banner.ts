import { addressOf, PEOPLE } from './demo/content/people.ts';
import type { Product } from './start-product.ts';

/** What a person at a terminal wants to know once everything runs. */
export function banner({ webUrl, emulatorUrl }: Product, startedInMs: number): string {
  const addresses = [`  The CRM                ${webUrl}`];
  if (emulatorUrl !== null) {
    addresses.push(`  Emulated Microsoft 365  ${emulatorUrl}`.replace('365  ', '365 '), '', '  Sign in as');
    for (const { firstName, profile } of PEOPLE) {
      addresses.push(`    ${addressOf(firstName).padEnd(30)} ${profile}`);
    }
  }
  const seconds = (startedInMs / 1000).toFixed(1);
  return ['', `  Syncgrant runs, after ${seconds} s. Ctrl-C ends it.`, '', ...addresses, '', ''].join('\n');
}
