import type { EngineParts } from '../engine-parts';
import type { ClipLibrary } from './clips/clip-library';
import type { ProjectSession } from './document/project-session';
import type { FaceWriting } from './faces/face-writing';
import type { FolderGrants } from './jobs/folder-grants';
import type { JobQueue } from './jobs/job-queue';
import type { LabRuns } from './lab/lab-runs';
import type { LabStore } from './lab/lab-store';
import type { MachineState } from './machine/machine-state';
import type { StudioResources } from './resource-answer';
import type { SettingsStore } from './settings/settings-store';
import type { LogFile } from './topics/log-file';
import type { UserModels } from './models/user-models';
import type { NoticeStream } from './topics/notice-stream';

/** What the studio's methods work with. */
export interface StudioParts {
  readonly engine: EngineParts;
  readonly dataFolder: string;
  /** Where results go that have no place of their own: those of the sample and of uploads. */
  readonly resultsFolder: string;
  readonly session: ProjectSession;
  readonly clips: ClipLibrary;
  readonly queue: JobQueue;
  readonly faces: FaceWriting;
  readonly lab: LabRuns;
  readonly labStore: LabStore;
  readonly settings: SettingsStore;
  readonly machine: MachineState;
  readonly models: UserModels;
  readonly folders: FolderGrants;
  readonly resources: StudioResources;
  readonly notices: NoticeStream;
  readonly log: LogFile;
}
