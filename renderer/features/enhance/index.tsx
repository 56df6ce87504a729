export { EnhanceButton } from './enhance-button';
export { EnhancePanel } from './enhance-panel';
