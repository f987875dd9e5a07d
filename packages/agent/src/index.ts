export { createAgent, type Agent, type AgentOptions } from './agent.ts';
export { accountVault, tokenContext } from './engine/account-tokens.ts';
export { dispatch } from './engine/dispatch.ts';
export { DEFAULT_TIMING, type EngineDeps, type EngineTiming } from './engine/engine-deps.ts';
export { runTick, type TickResult } from './engine/run-tick.ts';
export { listMailboxContainers, type ContainerAnswer } from './mailbox-containers.ts';
export * from './process/index.ts';
export * from './queue/index.ts';
export { readCard } from './status/setup-card.ts';
