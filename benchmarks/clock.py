"""Times of one process, taken in turns, so that what disturbs one disturbs all."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

from attrs import frozen


@frozen(eq=False)
class Task:
    """Something to time.

    Attributes:
        run: does it once.
        size: how many rows (or lines) that gives: times are compared by each of them.
    """

    run: Callable[[], object]
    size: int


@frozen(eq=False)
class Times:
    """Seconds of process time for each row of each task, one for each repetition."""

    each: dict[str, list[float]]

    def of(self, name: str) -> float:
        """The median, in seconds a row."""
        return median(self.each[name])

    def ratio(self, slow: str, fast: str) -> float:
        """How many times as long one takes as another: the median over repetitions, each within itself."""
        return median(one / other for one, other in zip(self.each[slow], self.each[fast], strict=True))


def interleaved(tasks: Mapping[str, Task], repetitions: int) -> Times:
    """Time tasks in turns, after one round that does not count.

    The garbage collector rests, which spares the peers that make objects most of its work.
    """
    each: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task.run()
    for _ in range(repetitions):
        for name, task in tasks.items():
            gc.collect()
            gc.disable()
            begin = time.process_time()
            result = task.run()
            spent = time.process_time() - begin
            gc.enable()
            del result
            each[name].append(spent / task.size)
    return Times(each)
