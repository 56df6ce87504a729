"""Batches made beforehand by a process of their own: where a second core is free, training does not wait for pictures."""

import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import cv2
import numpy as np

from dataset import Samples

AHEAD = 3

_sampler: Samples | None = None


def _begin(sampler: Samples) -> None:
    global _sampler
    _sampler = sampler
    cv2.setNumThreads(1)


def _batch(step: int) -> dict[str, np.ndarray]:
    return _sampler.batch(step)


def batches(sampler: Samples, step: int, workers: int) -> Iterator[dict[str, np.ndarray]]:
    """Those of `step` and on, the same whoever makes them; 0 workers: made when they are asked for."""
    if workers == 0:
        while True:
            yield sampler.batch(step)
            step += 1
    # Forked, so that the portraits are shared with the trainer.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (sampler,)) as pool:
        waiting: deque[Future] = deque()
        while True:
            while len(waiting) < AHEAD * workers:
                waiting.append(pool.submit(_batch, step + len(waiting)))
            yield waiting.popleft().result()
            step += 1
