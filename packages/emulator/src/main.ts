import { demoSeed } from './demo-seed.ts';
import { createEmulator } from './emulator.ts';

const port = Number(process.env['EMULATOR_PORT'] ?? 4100);
const journalFile = process.env['EMULATOR_JOURNAL'];
const emulator = createEmulator({
  origin: process.env['EMULATOR_ORIGIN'] ?? `http://localhost:${port}`,
  now: () => new Date(),
  autoConsent: process.env['EMULATOR_AUTO_CONSENT'] === '1',
  registrations: [
    {
      clientId: process.env['EMULATOR_CLIENT_ID'] ?? '11111111-1111-4111-8111-111111111111',
      clientSecret: process.env['EMULATOR_CLIENT_SECRET'] ?? 'emulated-secret',
      redirectUris: (process.env['EMULATOR_REDIRECT_URIS'] ?? 'http://localhost:3000/auth/callback').split(
        ',',
      ),
    },
  ],
  ...(journalFile === undefined ? {} : { journalFile }),
});
if (emulator.isEmpty) emulator.seed(demoSeed(new Date()));
const server = await emulator.listen(port);
console.log(`Emulated Microsoft 365 on http://localhost:${server.port}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
