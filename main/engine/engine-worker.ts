/** Entry point of the worker threads: the networks, and the engine's own steps that would hold up the main thread. */
import { inspectNetwork } from './inference/inspect-network';
import { serveWorker } from './inference/serve-worker';
import { paintPerson } from './reconstruct/paint-person';
import { dressPerson } from './references/dress-person';
import { finishFace } from './render/finish-face';
import { finishTile } from './render/finish-tile';
import { prepareFace } from './render/prepare-face';

serveWorker([prepareFace, finishFace, finishTile, paintPerson, dressPerson, inspectNetwork]);
