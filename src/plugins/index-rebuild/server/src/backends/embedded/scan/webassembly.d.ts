/** The part used here: Node's types lack it, and those of browsers would add much that Node does not have. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { scan: { memory: Memory } });
    readonly exports: object;
  }
}
