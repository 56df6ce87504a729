/** Collects what the decoder complains about: the first three complaints, then a count. */
export class DecoderLog {
  private complaints = 0;
  private readonly first: string[] = [];

  constructor(private readonly onWarning: ((message: string) => void) | undefined) {}

  readLine(line: string): void {
    if (/\[(error|fatal|panic)\]/.test(line)) this.add(line.replace(/^(\[[^\]]*\] )+/, ''));
  }

  add(message: string): void {
    this.complaints += 1;
    const text = message.trim();
    if (this.first.length < 3 && !this.first.includes(text)) this.first.push(text);
  }

  report(): void {
    if (this.complaints === 0) return;
    this.onWarning?.(
      `The decoder reported ${this.complaints} problem(s), some frames may be damaged: ${this.first.join('; ')}`,
    );
  }
}
