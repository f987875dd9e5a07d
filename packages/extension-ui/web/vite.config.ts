import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // Keeps `light-dark()`, which older targets would have rewritten in a way that asks for a colour scheme of its own.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      // The contracts and the core are pure declarations: what a page does not use is left out of its script.
      treeshake: { moduleSideEffects: (id) => !/packages\/(?:contracts|core)\//.test(id) },
      // Zod is told not to compile before the contracts, which are in another chunk, use it.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|zod-without-eval/ }] } },
    },
  },
});
