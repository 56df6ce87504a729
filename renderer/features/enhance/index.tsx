export { EnhanceButton } from './enhance-button';
export { EnhancePanel } from './enhance-panel';
export { useEnhanceCommands } from './use-enhance-commands';
