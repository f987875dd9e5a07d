import { Router } from 'express';
import type { WebServerDeps } from '../web-server-deps.ts';

const READY_WITHIN_MS = 2000;

/** `/healthz`: the process answers. `/readyz`: it can do its work, because the database answers. */
export function health({ database }: WebServerDeps): Router {
  const router = Router();
  router.get('/healthz', (_, response) => {
    response.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_, response) => {
    const ready = await Promise.race([
      database.pool.query('select 1').then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), READY_WITHIN_MS).unref()),
    ]);
    response
      .set('cache-control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ok' : 'unavailable', database: ready });
  });
  return router;
}
