import { runProcess } from '@syncgrant/agent';
import pretty from 'pino-pretty';
import { banner } from './banner.ts';
import { startProduct } from './start-product.ts';

await runProcess({
  ...(process.stdout.isTTY && {
    logTo: pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }),
  }),
  start: async (configuration, log) => {
    const product = await startProduct({ configuration, log });
    // Since the process began, imports included.
    process.stdout.write(banner(product, performance.now()));
    return product;
  },
});
