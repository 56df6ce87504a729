// Stands in for the inference worker: dies of a model called crash, echoes every other.
const { parentPort } = require('node:worker_threads');

parentPort.on('message', (request) => {
  if (request.type === 'close') parentPort.close();
  if (request.type !== 'run') return;
  if (request.model?.path === 'crash') process.exit(7);
  parentPort.postMessage({ type: 'done', id: request.id, result: request.feeds, milliseconds: 1 });
});
