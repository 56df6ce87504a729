import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';

const largestBytes = 1_000_000;

/** What went wrong and when, for people who ask for help: one text file and the one before it. */
export class LogFile {
  private writing: Promise<void> = Promise.resolve();

  constructor(readonly folder: string) {}

  write(level: string, message: string): void {
    const line = `${new Date().toISOString()} ${level}: ${message.replace(/\n/g, ' ')}\n`;
    // A log that cannot be written is no reason for anything to fail.
    this.writing = this.writing.then(() => this.append(line)).catch(() => undefined);
  }

  async makeFolder(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
  }

  async flush(): Promise<void> {
    await this.writing;
  }

  private async append(line: string): Promise<void> {
    await this.makeFolder();
    const file = path.join(this.folder, 'studio.log');
    const size = (await stat(file).catch(() => undefined))?.size ?? 0;
    if (size > largestBytes) await rename(file, path.join(this.folder, 'studio.old.log'));
    await appendFile(file, line);
  }
}
