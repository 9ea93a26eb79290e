import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { StageName } from '../../src/plugins/index-rebuild/shared/contracts';
import type { TestApp } from './test-app';
import { until } from './until';

/** Stops an app's runs just before a stage, until the failpoint is cleared. */
export class Failpoints {
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, 'failpoint');
  }

  get env(): Record<string, string> {
    return { TEST_FAILPOINT_FILE: this.file };
  }

  /** Replaces the failpoint that was set before. */
  set(stage: StageName): void {
    writeFileSync(this.file, `${stage}\n`);
  }

  /** Lets a stopped run go on. */
  clear(): void {
    rmSync(this.file, { force: true });
  }

  /** Starts a run that stops before the stage. @returns Its id. */
  async startRunUntil(app: TestApp, stage: StageName, kind: 'rebuild' | 'tag' = 'rebuild'): Promise<string> {
    this.set(stage);
    const { status, body } = await app.startRun({ kind });
    if (status !== 202) throw new Error(`The run was refused: ${JSON.stringify(body)}`);
    await until(`the ${stage} stage`, async () => (await app.run(body.data.id)).stage === stage);
    return body.data.id;
  }
}
