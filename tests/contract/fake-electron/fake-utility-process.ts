import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Gives a child of Node what a utility process has: `process.parentPort` and no `process.send` of its own. */
const parentPort = `
  const { EventEmitter } = require('node:events');
  const send = process.send.bind(process);
  const port = new EventEmitter();
  port.postMessage = (message) => send(message);
  process.on('message', (data) => port.emit('message', { data, ports: [] }));
  process.parentPort = port;
  process.send = undefined;
`;

export class FakeUtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;

  constructor(file: string) {
    super();
    const shim = path.join(mkdtempSync(path.join(os.tmpdir(), 'facet-port-')), 'parent-port.js');
    writeFileSync(shim, parentPort);
    this.child = fork(file, [], {
      execArgv: ['-r', shim],
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code ?? 0));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(message: unknown): void {
    this.child.send(structuredClone(message) as object);
  }

  kill(): boolean {
    return this.child.kill('SIGKILL');
  }
}
