/**
 * The program's address with our answer. Parameters that the address has of its own stay; ours come after them, and an empty
 * `state` is repeated like any other.
 */
export function redirectWith(
  redirectUri: string,
  answer: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) url.searchParams.append(name, value);
  }
  return url.href;
}
