"""Commands on simulated accounts: lab, aws, ecs serve."""

import argparse


def lab(options: argparse.Namespace) -> int:
    """`trainer lab`."""
    raise NotImplementedError


def aws(words: list[str]) -> int:
    """`trainer aws …`: everything after `aws`, as typed."""
    raise NotImplementedError


def aws_help(options: argparse.Namespace) -> int:
    """`trainer aws` without a command."""
    raise NotImplementedError


def serve(options: argparse.Namespace) -> int:
    """`trainer ecs serve`."""
    raise NotImplementedError
