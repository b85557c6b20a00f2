"""Background work that survives a crash: jobs on a lease table of the same database, and the worker that does them."""

from genkan.jobs.queue import Queue
from genkan.jobs.store import Job, JobState
from genkan.jobs.task import Payload, Task
from genkan.jobs.worker import Worker

__all__ = ["Job", "JobState", "Payload", "Queue", "Task", "Worker"]
