"""`trainer`, and `python -m trainer`."""

import sys


def main() -> None:
    """Run the command line and end the process with its status."""
    try:
        from trainer.cli.main import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130  # what shells call ended by Ctrl-C; everything answered is kept
    sys.exit(status)


if __name__ == "__main__":
    main()
