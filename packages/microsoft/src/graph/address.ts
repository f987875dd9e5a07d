/** Version of Graph that everything here speaks. */
export const GRAPH_VERSION = 'v1.0';

/**
 * The path and query below `/v1.0` that a request's path names, in the form a batch takes; null when it leads anywhere
 * else. Next and delta links come from outside and carry the user's token along, so they are held to the one origin.
 */
export function relativePath(path: string, graphOrigin: string): string | null {
  const root = `/${GRAPH_VERSION}`;
  const isRelative = path.startsWith('/');
  const text = isRelative ? `${graphOrigin}${root}${path}` : path;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.origin !== new URL(graphOrigin).origin || url.username !== '' || url.password !== '') return null;
  if (!url.pathname.startsWith(`${root}/`)) return null;
  // The Graph client takes a `https://` anywhere in a path for the start of a URL.
  return (url.pathname.slice(root.length) + url.search).replaceAll('https://', 'https:%2F%2F');
}
