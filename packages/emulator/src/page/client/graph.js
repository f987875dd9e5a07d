/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript: the page has no build step */
/** Calls Graph as a person, in the person's time zone and with bodies as text. Throws with Graph's message. */
export async function graph(user, method, path, body) {
  const response = await fetch(path.startsWith('http') ? path : `/mailbox/${user.id}/v1.0/me${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      prefer: `outlook.timezone="${user.timeZone}", outlook.body-content-type="text"`,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = response.status === 204 || response.status === 202 ? undefined : await response.json();
  if (!response.ok) throw new Error(answer?.error?.message ?? `Error ${response.status}`);
  return answer;
}

/** The items of a list; a thousand are enough for a page. */
export async function items(user, path) {
  return (await graph(user, 'GET', `${path}${path.includes('?') ? '&' : '?'}$top=1000`)).value;
}
