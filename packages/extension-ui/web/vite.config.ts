import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // Keeps `light-dark()`, which older targets would have rewritten in a way that asks for a colour scheme of its own.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The contracts and the core are pure declarations: what a page does not use is left out of its script.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/packages\/(?:contracts|core)\//.test(id) } },
  },
});
