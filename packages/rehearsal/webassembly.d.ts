/** The two names of the WebAssembly API used here; TypeScript has them only in its DOM library. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>
}
