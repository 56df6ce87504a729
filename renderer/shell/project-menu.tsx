import { ChevronDown, FilePlus2, History, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client/client-context';
import { attempt } from '../store/report-error';
import { useMirrors } from '../store/topics';
import { useFormats } from '../strings/use-formats';
import { Menu, type MenuEntry } from '../ui';
import { RenameProject } from './rename-project';
import { useShellStrings } from './strings';

/** The project's name: a menu to rename it, begin another or open a recent one. */
export function ProjectMenu() {
  const t = useShellStrings();
  const formats = useFormats();
  const client = useClient();
  const project = useMirrors((mirrors) => mirrors.project);
  const [renaming, setRenaming] = useState(false);
  const name = project?.name ?? t.noProject;
  const recent: MenuEntry[] = (project?.recent ?? []).slice(0, 12).map((item) => ({
    label: item.name,
    hint: formats.moment(item.openedAt),
    run: () => attempt(client.call('project.open', { id: item.id })),
  }));
  return (
    <>
      <Menu
        label={t.projectMenu(name)}
        entries={[
          { label: t.renameProject, icon: <Pencil />, run: () => setRenaming(true) },
          { label: t.newProject, icon: <FilePlus2 />, run: () => attempt(client.call('project.new', {})) },
          { type: 'rule' },
          {
            type: 'submenu',
            label: t.openRecent,
            icon: <History />,
            entries: recent.length > 0 ? recent : [{ type: 'heading', label: t.noRecent }],
          },
        ]}
      >
        <button type="button" className="project" aria-label={t.projectMenu(name)}>
          <span className="ell">{name}</span>
          <ChevronDown />
        </button>
      </Menu>
      {project === undefined ? null : <span className="saved">{project.saved ? t.saved : t.saving}</span>}
      <RenameProject open={renaming} onOpenChange={setRenaming} name={name} />
    </>
  );
}
