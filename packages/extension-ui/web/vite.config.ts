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
      output: {
        codeSplitting: {
          groups: [
            // Zod is told not to compile before the contracts, which are in another chunk, use it.
            { name: 'zod', test: /node_modules\/zod\/|zod-without-eval/ },
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\// },
            // Menus and the like are not on every page; left alone, what places them comes with what every page needs.
            { name: 'floating', test: /node_modules\/@floating-ui\// },
          ],
        },
      },
    },
  },
});
