/** Waits until something has come about; fails after 10 seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not come about in 10 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
