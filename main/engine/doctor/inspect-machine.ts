import { statfs } from 'node:fs/promises';
import os from 'node:os';
import type { EngineSettings } from '../../../preload/contract/engine';
import { encodingOptionsSchema, videoCodecSchema } from '../../../preload/contract/media';
import { toErrorReport } from '../errors/studio-error';
import { chooseDevice } from '../inference/choose-device';
import { probeProviders } from '../inference/probe-providers';
import { chooseEncoder, workingHardwareEncoders } from '../media/encoders';
import { locateFfmpeg, type FfmpegAttempt, type FfmpegTools } from '../media/locate-ffmpeg';
import { modelJobs, optionalJobs } from '../models/manifest';
import { ModelStore } from '../models/model-store';
import { fileSize } from './file-size';
import type { Finding, MachineReport } from './machine-report';

/** The main job streams; these are comfort marks, not requirements. */
const comfortableMemoryBytes = 2e9;
const comfortableDiskBytes = 2e9;

/** Tries everything a job needs, in the way a job would: programs are started, encoders encode, providers compute. */
export async function inspectMachine(settings: EngineSettings): Promise<MachineReport> {
  const [system, media, devices, models] = await Promise.all([
    inspectSystem(),
    inspectMedia(settings),
    inspectDevices(),
    inspectModels(settings),
  ]);
  return { system, ...media, devices, models };
}

async function inspectSystem(): Promise<Finding[]> {
  const disk = await statfs(process.cwd());
  const freeBytes = disk.bavail * disk.bsize;
  const cpu = os.cpus().at(0)?.model.trim() ?? 'unknown';
  const memory = os.totalmem();
  return [
    {
      what: 'system',
      state: 'ok',
      detail: `${os.type()} ${os.release()} ${process.arch}, Node ${process.versions.node}`,
    },
    { what: 'processor', state: 'ok', detail: `${os.availableParallelism()} cores, ${cpu}` },
    {
      what: 'memory',
      detail: `${fileSize(memory)}, ${fileSize(os.freemem())} free`,
      ...mark(memory >= comfortableMemoryBytes, 'Close other programs, or use --workers 1.'),
    },
    {
      what: 'disk',
      detail: `${fileSize(freeBytes)} free in ${process.cwd()}`,
      ...mark(freeBytes >= comfortableDiskBytes, 'Free some space, or write elsewhere with -o.'),
    },
  ];
}

async function inspectMedia(settings: EngineSettings): Promise<Pick<MachineReport, 'ffmpeg' | 'encoders'>> {
  let tools: FfmpegTools;
  try {
    tools = await locateFfmpeg(settings);
  } catch (error) {
    const { code, message, details } = toErrorReport(error);
    const tried = Array.isArray(details?.tried) ? (details.tried as FfmpegAttempt[]) : [];
    const bySetting = tried.some(({ origin, problem }) => origin === 'setting' && problem !== undefined);
    const remedy = bySetting
      ? 'Leave out --ffmpeg and --ffprobe (or FACET_FFMPEG, FACET_FFPROBE).'
      : 'Run: npm ci';
    const missing = { state: 'missing', code, detail: message, remedy } as const;
    return {
      ffmpeg: [...tried.map((attempt) => describeAttempt(attempt)), { what: 'ffmpeg', ...missing }],
      encoders: [],
    };
  }
  const versions = new Map(
    [tools.ffmpeg, ...tools.otherFfmpegs, tools.ffprobe].map(({ path, version }) => [path, version]),
  );
  return {
    ffmpeg: tools.tried.map((attempt) => describeAttempt(attempt, versions.get(attempt.path))),
    encoders: await inspectEncoders(tools),
  };
}

function describeAttempt({ program, origin, path, problem }: FfmpegAttempt, version?: string): Finding {
  const place = `${version === undefined ? '' : `${version}, `}${path} (${origin})`;
  return problem === undefined
    ? { what: program, state: 'ok', detail: place }
    : { what: program, state: 'limited', detail: `${place}: ${problem}` };
}

async function inspectEncoders(tools: FfmpegTools): Promise<MachineReport['encoders']> {
  const findings: Finding[] = [];
  for (const codec of videoCodecSchema.options) {
    try {
      const encoder = await chooseEncoder(encodingOptionsSchema.parse({ codec }), tools);
      findings.push({
        what: codec,
        state: 'ok',
        detail: `${encoder.name} (ffmpeg ${encoder.ffmpeg.version})`,
      });
    } catch (error) {
      const { code } = toErrorReport(error);
      const remedy = 'Install a newer ffmpeg and name it with --ffmpeg or FACET_FFMPEG.';
      const state = codec === 'h264' ? 'missing' : 'limited';
      findings.push({ what: codec, state, code, detail: 'no encoder in any ffmpeg found', remedy });
    }
  }
  const hardware = await workingHardwareEncoders(tools);
  findings.push({
    what: 'hardware',
    state: 'ok',
    detail: hardware.length === 0 ? 'none works here; software is used' : hardware.join(', '),
  });
  return findings;
}

async function inspectDevices(): Promise<Finding[]> {
  const reports = await probeProviders();
  const findings = reports.map(({ provider, works, reason, remedy }): Finding => {
    const state = works ? 'ok' : provider === 'cpu' ? 'missing' : 'limited';
    return { what: provider, state, detail: reason, ...(remedy === '' ? {} : { remedy }) };
  });
  try {
    const { device } = await chooseDevice('auto');
    return [...findings, { what: 'chosen', state: 'ok', detail: device }];
  } catch (error) {
    const { code, message } = toErrorReport(error);
    return [...findings, { what: 'chosen', state: 'missing', code, detail: message }];
  }
}

async function inspectModels(settings: EngineSettings): Promise<Finding[]> {
  const reinstall = 'Restore the file (git checkout native-models, or reinstall the program).';
  try {
    const store = new ModelStore(settings.modelsFolder, settings.userModelsFolder);
    const statuses = await store.list();
    const present = new Set(statuses.map(({ entry }) => entry.job));
    return [
      ...statuses.map(({ entry, builtIn, state, bytes, path }): Finding => {
        const name = `${entry.job}, ${entry.version}`;
        if (state === 'ok') {
          const detail = `${name}, ${fileSize(bytes)}, sha256 ${entry.sha256.slice(0, 12)}`;
          return { what: entry.id, state, detail };
        }
        const code = state === 'missing' ? 'model-missing' : 'model-corrupt';
        const detail = `${name}: ${path} is ${state}`;
        if (builtIn) return { what: entry.id, state: 'missing', code, detail, remedy: reinstall };
        // Nothing needs it but jobs that name it.
        const remedy = `Run: facet models remove ${entry.id}, then add it again.`;
        return { what: entry.id, state: 'limited', code, detail, remedy };
      }),
      ...modelJobs
        .filter((job) => !optionalJobs.includes(job) && !present.has(job))
        .map((job): Finding => {
          return {
            what: job,
            state: 'missing',
            code: 'model-missing',
            detail: 'no model for it',
            remedy: reinstall,
          };
        }),
      ...(await store.problems()).map((detail): Finding => {
        return { what: 'your models', state: 'limited', detail };
      }),
    ];
  } catch (error) {
    const { code, message } = toErrorReport(error);
    return [{ what: 'manifest', state: 'missing', code, detail: message, remedy: reinstall }];
  }
}

function mark(good: boolean, remedy: string): Pick<Finding, 'state' | 'remedy'> {
  return good ? { state: 'ok' } : { state: 'limited', remedy };
}
