import type { Notice } from '../../../../preload/contract/jobs';

/** What was said before anyone listened is kept for the first listener, up to this many. */
const mostKept = 20;

/** Things worth a line that belong to no job. A stream: who subscribes later has missed the earlier ones. */
export class NoticeStream {
  private readonly listeners = new Set<(notice: Notice) => void>();
  private kept: Notice[] = [];

  /** @param onSay is told everything, whether or not anyone listens: the log */
  constructor(private readonly onSay: (notice: Notice) => void = () => undefined) {}

  say(level: Notice['level'], message: string): void {
    const notice = { level, message };
    this.onSay(notice);
    if (this.listeners.size === 0) this.kept = [...this.kept, notice].slice(-mostKept);
    for (const listener of [...this.listeners]) listener(notice);
  }

  subscribe(listener: (notice: Notice) => void): () => void {
    const own = (notice: Notice): void => listener(notice);
    this.listeners.add(own);
    const { kept } = this;
    this.kept = [];
    kept.forEach(own);
    return () => this.listeners.delete(own);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
