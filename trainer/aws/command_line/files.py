"""Files that a command line names, read from one folder."""

from pathlib import Path

from trainer.aws.command_line.model import ReadFile, WriteFile

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
        named = own / path[2:] if path.startswith("~/") else root / path
        if confined and not named.resolve().is_relative_to(root):
            raise OSError(f"only files in {folder.name or folder} can be read here: '{path}'")
        # opened by its name: what /dev/stdin leads to in a pipe has no path
        with (named.resolve() if confined else named).open("rb") as file:
            data = file.read(BYTES_MAX + 1)
        if len(data) > BYTES_MAX:
            raise OSError(f"the file is larger than {BYTES_MAX:,} bytes: '{path}'")
        return data

    return read


def folder_writer(folder: Path, *, confined: bool = True) -> WriteFile:
    """A writer of files relative to `folder`. Confined, nothing outside of it can be written."""
    root = folder.resolve()

    def write(path: str, data: bytes) -> None:
        if "\0" in path:
            raise OSError(f"not a file name: {path!r}")
        found = (root / path).resolve()
        if confined and not found.is_relative_to(root):
            raise OSError(f"only files in {folder.name or folder} can be written here: '{path}'")
        found.write_bytes(data)

    return write


def no_writing(path: str, data: bytes) -> None:  # noqa: ARG001 - the shape of all writers
    """The writer where there are no files at all."""
    raise OSError(f"no file can be written here: '{path}'")


def no_files(path: str) -> bytes:
    """The reader where there are no files at all."""
    raise OSError(f"there are no files to read here: '{path}'")
