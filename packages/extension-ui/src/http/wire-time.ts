/** An instant as the Zoho dialect writes it: with an offset, without fractions. */
export const zohoTime = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, '+00:00');
