import path from 'node:path';
import type { EngineSettings } from '../../../preload/contract/engine';
import type { ProjectSnapshot } from '../../../preload/contract/studio/media-item';
import type { TopicName, TopicValue } from '../../../preload/contract/studio/topics';
import { EngineParts } from '../engine-parts';
import { isCancelled, StudioError } from '../errors/studio-error';
import { makeFolder } from '../export/write-atomically';
import { userModelsFolder } from '../models/user-list';
import { AnalysisQueue, engineAnalyse } from './clips/analysis-queue';
import { ClipLibrary } from './clips/clip-library';
import { lockDataFolder } from './document/data-lock';
import { entryOf } from './document/document-format';
import { ProjectSession } from './document/project-session';
import { FaceWriting } from './faces/face-writing';
import { writeWish } from './faces/write-wish';
import { destination } from './jobs/destination';
import { FolderGrants } from './jobs/folder-grants';
import { JobQueue } from './jobs/job-queue';
import { jobPerformer, projectOfJob } from './jobs/perform-job';
import { LabRuns } from './lab/lab-runs';
import { LabStore } from './lab/lab-store';
import { runLabInThread } from './lab/lab-thread';
import { MachineState } from './machine/machine-state';
import { answerCall } from './methods/answer-call';
import type { AllHandlers } from './methods/handlers';
import { jobMethods } from './methods/job-methods';
import { labMethods } from './methods/lab-methods';
import { mediaMethods } from './methods/media-methods';
import { hostMethodHandlers, settingsMethods } from './methods/other-methods';
import { peopleMethods } from './methods/people-methods';
import { modelMethods } from './methods/model-methods';
import { projectMethods } from './methods/project-methods';
import { UserModels } from './models/user-models';
import type { StudioResources } from './resource-answer';
import { SettingsStore } from './settings/settings-store';
import type { Studio } from './studio';
import type { StudioClips } from './studio-clips';
import type { StudioParts } from './studio-parts';
import { LogFile } from './topics/log-file';
import { NoticeStream } from './topics/notice-stream';
import { Topic } from './topics/topic';

/** What the makers of pictures work with. */
export interface ResourceDeps {
  readonly clips: StudioClips;
  readonly parts: EngineParts;
  readonly dataFolder: string;
}

export interface StudioOptions {
  /** Everything the studio keeps: projects, settings, the queue, analyses that have no place beside their clip. */
  readonly dataFolder: string;
  readonly settings?: EngineSettings;
  /** Where results of uploads and of the sample go; a folder of the data folder by default. */
  readonly resultsFolder?: string;
  readonly createResources: (deps: ResourceDeps) => StudioResources;
}

/** Starts the engine's studio: opens what was open last and goes on with the queue. */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const dataFolder = path.resolve(options.dataFolder);
  await makeFolder(dataFolder);
  const release = await lockDataFolder(dataFolder);
  try {
    return await openStudio(options, dataFolder, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function openStudio(
  options: StudioOptions,
  dataFolder: string,
  release: () => Promise<void>,
): Promise<Studio> {
  const engineSettings = { ...options.settings, userModelsFolder: userModelsFolder(dataFolder) };
  const engine = new EngineParts(engineSettings);
  const log = new LogFile(path.join(dataFolder, 'logs'));
  const notices = new NoticeStream(({ level, message }) => log.write(level, message));

  const topics = {
    project: new Topic<ProjectSnapshot>(() => projectSnapshot(parts)),
    jobs: new Topic(() => parts.queue.snapshot()),
    faces: new Topic(() => parts.faces.snapshot()),
    lab: new Topic(() => parts.lab.snapshot()),
    settings: new Topic(() => parts.settings.snapshot()),
    machine: new Topic(() => parts.machine.snapshot()),
  };
  const settings = await SettingsStore.start({
    dataFolder,
    notices,
    onChange: () => topics.settings.changed(),
  });
  const analyses = new AnalysisQueue(engineAnalyse(engine));
  let session: ProjectSession | undefined = undefined;
  const clips = new ClipLibrary({
    parts: engine,
    analyses,
    analyseOnImport: () => settings.settings.analyseOnImport,
    device: () => settings.settings.device,
    onChange: () => topics.project.changed(),
    onRevision: () => session?.revisionChanged(),
    onNotice: ({ level, message }) => notices.say(level, message),
    entry: (mediaId) => session?.document.media.find(({ id }) => id === mediaId),
  });
  session = await ProjectSession.start({
    dataFolder,
    notices,
    revisions: () => clips.revisions(),
    onDocument: (change) => clips.follow(change),
    onChange: () => topics.project.changed(),
  });
  const queue = await JobQueue.start({
    dataFolder,
    notices,
    perform: jobPerformer({
      parts: engine,
      analyses,
      onAnalysis: (projectFolder, project) => clips.adopt(projectFolder, project),
    }),
    loadProject: projectOfJob,
    onFailure: ({ input }, { code, message }) => log.write('job', `${input}: ${code}: ${message}`),
    onChange: () => topics.jobs.changed(),
  });
  const models = await UserModels.start({
    parts: engine,
    onDownload: () => topics.machine.changed(),
    onModels: async () => {
      await machine.refreshModels();
      clips.modelsChanged();
    },
    onNotice: ({ level, message }) => notices.say(level, message),
  });
  const machine: MachineState = await MachineState.start({
    parts: engine,
    settings: engineSettings,
    dataFolder,
    catalogue: () => models.catalogue,
    onChange: () => topics.machine.changed(),
  });
  const resources = options.createResources({ clips: lookup(() => parts), parts: engine, dataFolder });
  const faces = new FaceWriting({
    clips: lookup(() => parts),
    write: (clip, personId, wish, base, hooks) => writeWish(engine, clip, personId, wish, base, hooks),
    destination: async (input, folderId) => (await destination(parts, input, folderId)).folder,
    shelve: (name, make) => resources.shelve(name, make),
    onChange: () => topics.faces.changed(),
    onFailure: ({ input }, error) =>
      log.write('error', `${input}: ${error instanceof Error ? error.stack : String(error)}`),
  });
  const labStore = new LabStore(dataFolder);
  const lab = await LabRuns.start({
    store: labStore,
    run: (request, hooks) => runLabInThread(engineSettings, request, hooks),
    version: machine.snapshot().version,
    notices,
    onChange: () => topics.lab.changed(),
    onFailure: ({ code, message }) => log.write('lab', `${code}: ${message}`),
  });
  const parts: StudioParts = {
    engine,
    dataFolder,
    resultsFolder: path.resolve(options.resultsFolder ?? path.join(dataFolder, 'results')),
    folders: await FolderGrants.start(dataFolder),
    ...{ session, clips, queue, faces, lab, labStore, settings, machine, models, resources, notices, log },
  };
  return studioOf(parts, topics, async () => {
    await analyses.settled();
    await release();
  });
}

/** Topics as their names alone tell them. */
type Followed = Readonly<Record<string, { subscribe(told: (value: unknown) => void): () => void }>>;

function studioOf(
  parts: StudioParts,
  topics: { readonly [K in Exclude<TopicName, 'host' | 'notices'>]: Topic<TopicValue<K>> },
  /** Once nothing uses the folders any more. */
  release: () => Promise<void>,
): Studio {
  const handlers: AllHandlers = {
    ...projectMethods(parts),
    ...mediaMethods(parts),
    ...peopleMethods(parts),
    ...jobMethods(parts),
    ...labMethods(parts),
    ...settingsMethods(parts),
    ...modelMethods(parts),
    ...hostMethodHandlers(parts),
  };
  return {
    call: async (method, params, signal) => {
      try {
        return await answerCall(handlers, method, params, signal);
      } catch (error) {
        // What a user is told says what to do; anything else is a fault of ours and is to be found later.
        if (!(error instanceof StudioError) && !isCancelled(error)) {
          parts.log.write('error', `${method}: ${error instanceof Error ? error.stack : String(error)}`);
        }
        throw error;
      }
    },
    subscribe: (topic, listener) => {
      const told = listener as (value: unknown) => void;
      if (topic === 'notices') return parts.notices.subscribe(told);
      if (!Object.hasOwn(topics, topic)) throw new StudioError('usage', `There is no topic "${topic}".`);
      const followed: Followed = topics;
      return followed[topic].subscribe(told);
    },
    resource: (resourcePath, request) => parts.resources.answer(resourcePath, request),
    dispose: async () => {
      for (const topic of Object.values(topics)) topic.dispose();
      parts.notices.dispose();
      parts.machine.dispose();
      await parts.models.dispose();
      await Promise.all([parts.session.flush(), parts.settings.flush(), parts.folders.flush()]);
      parts.clips.dispose();
      await parts.queue.dispose();
      await parts.faces.dispose();
      await parts.lab.dispose();
      await parts.resources.dispose();
      await parts.engine.dispose();
      await parts.log.flush();
      await release();
    },
  };
}

function projectSnapshot({ session, clips }: StudioParts): ProjectSnapshot {
  const media = session.document.media.flatMap((entry) => clips.state(entry.id)?.item(entry) ?? []);
  return { ...session.snapshot(), media };
}

function lookup(parts: () => StudioParts): StudioClips {
  return {
    clip: (mediaId) => {
      const { session, clips } = parts();
      const entry = entryOf(session.document, mediaId);
      return entry && clips.state(mediaId)?.clip(entry);
    },
    job: (jobId) => parts().queue.files(jobId),
  };
}
