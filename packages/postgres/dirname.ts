/** The parser's Emscripten glue finds its .wasm beside a free `__dirname`, which ES modules lack. */
Object.assign(globalThis, { __dirname: import.meta.dirname })
