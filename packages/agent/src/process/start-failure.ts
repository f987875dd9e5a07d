/**
 * Why a process cannot start, in a sentence for whoever starts it: which variable, what is wrong, what to do. It is
 * shown without a stack; the cause is kept for the log.
 */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** Runs a step of starting; what it throws becomes a failure with the sentence made of it. */
export async function failingWith<T>(
  step: () => T | Promise<T>,
  sentence: (error: unknown) => string,
): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw cause instanceof StartFailure ? cause : new StartFailure(sentence(cause), { cause });
  }
}

/** The innermost reason, in few words: an operating system's code says more than the text around it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && !error.message.includes(code)
    ? [code, error.message].filter((part) => part !== '').join(': ')
    : error.message;
}
