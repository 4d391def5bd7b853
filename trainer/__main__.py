"""`trainer`, and `python -m trainer`."""

import sys


def main() -> None:
    """Run the command line and end the process with its status."""
    from trainer.cli.main import run

    try:
        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
