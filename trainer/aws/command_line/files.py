"""Files that a command line names, read from one folder."""

from pathlib import Path

from trainer.aws.command_line.model import ReadFile

BYTES_MAX = 8_000_000


def folder_reader(folder: Path, *, confined: bool = True, home: Path | None = None) -> ReadFile:
    """A reader of files relative to `folder`. Confined, nothing outside of it can be read, links included.

    `~/` means `home`, by default the folder itself. The reader raises OSError, which says what is wrong.
    """
    root = folder.resolve()
    own = root if home is None else home

    def read(path: str) -> bytes:
        if "\0" in path:
            raise OSError(f"not a file name: {path!r}")
        found = (own / path[2:] if path.startswith("~/") else root / path).resolve()
        if confined and not found.is_relative_to(root):
            raise OSError(f"only files in {folder.name or folder} can be read here: '{path}'")
        with found.open("rb") as file:
            data = file.read(BYTES_MAX + 1)
        if len(data) > BYTES_MAX:
            raise OSError(f"the file is larger than {BYTES_MAX:,} bytes: '{path}'")
        return data

    return read


def no_files(path: str) -> bytes:
    """The reader where there are no files at all."""
    raise OSError(f"there are no files to read here: '{path}'")
