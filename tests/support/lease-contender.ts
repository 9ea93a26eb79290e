import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import type { Knex } from 'knex';

import type { Lease } from '../../src/plugins/index-rebuild/server/src/domain/lease';
import type { CatalogRow } from '../../src/plugins/index-rebuild/server/src/ports/catalog';

export type ContenderOptions = { config: Knex.Config; name: string; leaseSeconds: number };

type Message = { id?: number; result?: unknown; error?: string; event?: 'ready' | 'lost' };

/** A process of its own with its own connection to the catalog. */
export class Contender {
  private readonly child: ChildProcess;

  private readonly exited: Promise<void>;

  private nextId = 1;

  /** How often its keeper has reported the loss of the lease. */
  losses = 0;

  private constructor(options: ContenderOptions) {
    this.child = fork(path.join(__dirname, 'lease-contender.cjs'), [JSON.stringify(options)], {
      execArgv: [],
    });
    this.exited = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
    });
    this.child.on('message', ({ event }: Message) => {
      if (event === 'lost') this.losses += 1;
    });
  }

  static async start(options: ContenderOptions): Promise<Contender> {
    const contender = new Contender(options);
    await new Promise<void>((resolve, reject) => {
      contender.child.once('message', () => resolve());
      void contender.exited.then(() => reject(new Error('The contender did not start.')));
    });
    return contender;
  }

  acquire = (): Promise<Lease | null> => this.call('acquire');

  /** Tries until it has the lease. */
  waitForTurn = (): Promise<{ lease: Lease; tries: number }> => this.call('waitForTurn');

  renew = (lease: Lease): Promise<boolean> => this.call('renew', { lease });

  release = (lease: Lease): Promise<void> => this.call('release', { lease });

  setPointer = (lease: Lease, generation: string): Promise<boolean> =>
    this.call('setPointer', { lease, generation });

  read = (): Promise<CatalogRow> => this.call('read');

  ensureRow = (row: string): Promise<void> => this.call('ensureRow', { row });

  contend = (goal: number): Promise<{ turns: number; refused: number }> => this.call('contend', { goal });

  /** Renews the lease from now on, as a run does. */
  keep = (lease: Lease): Promise<void> => this.call('keep', { lease });

  stopKeeping = (): Promise<void> => this.call('stopKeeping');

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private call<Result>(command: string, args: object = {}): Promise<Result> {
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve, reject) => {
      const onMessage = (message: Message): void => {
        if (message.id !== id) return;
        this.child.off('message', onMessage);
        if (message.error === undefined) resolve(message.result as Result);
        else reject(new Error(message.error));
      };
      this.child.on('message', onMessage);
      this.child.send({ id, command, args });
    });
  }
}
