"""Trouble from outside, told in one sentence and caught once per shell."""


class TrainerError(Exception):
    """Something outside our code went wrong; the message is one clear sentence with what to do."""

    exit_code = 3


class UsageError(TrainerError):
    """The command was used wrongly."""

    exit_code = 2


class NotSo(TrainerError):  # noqa: N818 - it answers a question rather than reports a fault
    """The thing asked about is not so: no such lesson, lab, topic or item."""

    exit_code = 1
