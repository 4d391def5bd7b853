"""`aws s3`: the CLI's own commands for buckets and objects, each one call of the API.

`mb`, `rb`, `ls`, `cp` (up, down, and from bucket to bucket; one object at a time) and `rm`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from trainer.aws.command_line.model import BadArgument, Globals, Invocation, Parsed, ReadFile
from trainer.aws.model import Call

SCHEME = "s3://"
_IGNORED = ("--only-show-errors", "--no-progress", "--quiet")


def s3_command(words: list[str], options: Globals, read_file: ReadFile) -> Parsed:
    """What `aws s3 …` asks for; raises BadArgument."""
    rest = [word for word in words[1:] if word not in _IGNORED]
    command = _COMMANDS.get(words[0]) if words else None
    if command is None:
        known = ", ".join(_COMMANDS)
        raise BadArgument(f"aws s3 has these commands here: {known}. The API itself is aws s3api.")
    unknown = [word for word in rest if word.startswith("--")]
    if unknown:
        raise BadArgument(f"Unknown options: {', '.join(unknown)}")
    return command(rest, options, read_file)


def _place(text: str) -> tuple[str, str]:
    """Bucket and key of `s3://bucket/key`."""
    bucket, _, key = text.removeprefix(SCHEME).partition("/")
    if not text.startswith(SCHEME) or not bucket:
        raise BadArgument(f"Invalid argument: '{text}' is not of the form s3://bucket or s3://bucket/key")
    return bucket, key


def _only(words: list[str], names: str) -> str:
    if len(words) != 1:
        raise BadArgument(f"the following arguments are required: {names}")
    return words[0]


def _make(words: list[str], options: Globals, _: ReadFile) -> Parsed:
    bucket, _key = _place(_only(words, "path"))
    said, failed = f"make_bucket: {bucket}", f"make_bucket failed: {SCHEME}{bucket} "
    return Invocation(Call("s3", "CreateBucket", {"Bucket": bucket}), options, said=said, failed=failed)


def _remove_bucket(words: list[str], options: Globals, _: ReadFile) -> Parsed:
    bucket, _key = _place(_only(words, "path"))
    said, failed = f"remove_bucket: {bucket}", f"remove_bucket failed: {SCHEME}{bucket} "
    return Invocation(Call("s3", "DeleteBucket", {"Bucket": bucket}), options, said=said, failed=failed)


def _list(words: list[str], options: Globals, _: ReadFile) -> Parsed:
    if not words:
        return Invocation(Call("s3", "ListBuckets", {}), options, own="s3 ls buckets")
    bucket, prefix = _place(_only(words, "paths"))
    params = {"Bucket": bucket, "Prefix": prefix, "Delimiter": "/"}
    return Invocation(Call("s3", "ListObjectsV2", params), options, own="s3 ls")


def _remove(words: list[str], options: Globals, _: ReadFile) -> Parsed:
    bucket, key = _place(_only(words, "paths"))
    if not key:
        raise BadArgument("rm wants the key of one object, such as s3://bucket/key")
    place = f"{SCHEME}{bucket}/{key}"
    call = Call("s3", "DeleteObject", {"Bucket": bucket, "Key": key})
    return Invocation(call, options, said=f"delete: {place}", failed=f"delete failed: {place} ")


def _copy(words: list[str], options: Globals, read_file: ReadFile) -> Parsed:
    if len(words) != 2:
        raise BadArgument("the following arguments are required: paths")
    source, target = words
    if source.startswith(SCHEME) and target.startswith(SCHEME):
        return _across(source, target, options)
    if target.startswith(SCHEME):
        return _up(source, target, options, read_file)
    if source.startswith(SCHEME):
        return _down(source, target, options)
    raise BadArgument("usage: aws s3 cp <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>")


def _within(key: str, name: str) -> str:
    """The key of a copy: a place that ends in a slash, or none at all, takes the name of what is copied."""
    return f"{key}{name}" if not key or key.endswith("/") else key


def _up(source: str, target: str, options: Globals, read_file: ReadFile) -> Parsed:
    bucket, key = _place(target)
    try:
        body = read_file(source)
    except OSError as error:
        raise BadArgument(
            f"The user-provided path {source} does not exist. ({error.strerror or error})"
        ) from error
    key = _within(key, PurePosixPath(source).name)
    told = f"{_local(source)} to {SCHEME}{bucket}/{key}"
    call = Call("s3", "PutObject", {"Bucket": bucket, "Key": key, "Body": body})
    return Invocation(call, options, said=f"upload: {told}", failed=f"upload failed: {told} ")


def _down(source: str, target: str, options: Globals) -> Parsed:
    bucket, key = _place(source)
    if not key:
        raise BadArgument("cp wants the key of one object, such as s3://bucket/key")
    call = Call("s3", "GetObject", {"Bucket": bucket, "Key": key})
    if target == "-":
        return Invocation(call, options, own="s3 cp -")
    name = PurePosixPath(key).name
    path = name if target in (".", "./") else f"{target}{name}" if target.endswith("/") else target
    said = f"download: {source} to {_local(path)}"
    return Invocation(call, options, outfile=path, said=said, failed=f"download failed: {source} to {path} ")


def _across(source: str, target: str, options: Globals) -> Parsed:
    bucket, key = _place(source)
    to_bucket, to_key = _place(target)
    if not key:
        raise BadArgument("cp wants the key of one object, such as s3://bucket/key")
    to_key = _within(to_key, PurePosixPath(key).name)
    told = f"{source} to {SCHEME}{to_bucket}/{to_key}"
    params = {"Bucket": to_bucket, "Key": to_key, "CopySource": f"{bucket}/{key}"}
    return Invocation(
        Call("s3", "CopyObject", params), options, said=f"copy: {told}", failed=f"copy failed: {told} "
    )


def _local(path: str) -> str:
    return path if path.startswith(("/", "./", "../", "~")) else f"./{path}"


_COMMANDS: Mapping[str, Callable[[list[str], Globals, ReadFile], Parsed]] = {
    "ls": _list,
    "mb": _make,
    "rb": _remove_bucket,
    "cp": _copy,
    "rm": _remove,
}
S3_COMMANDS = tuple(_COMMANDS)


def print_buckets(data: Mapping[str, Any]) -> str:
    """One bucket a line: when it was made, and its name."""
    return "".join(f"{_time(one['CreationDate'])} {one['Name']}\n" for one in data["Buckets"])


def print_objects(data: Mapping[str, Any]) -> str:
    """Common prefixes, then objects with time and size, named from the last slash of the prefix on."""
    start = (data.get("Prefix") or "").rpartition("/")[0]
    cut = len(start) + 1 if start else 0
    lines = [f"{'PRE':>30} {one['Prefix'][cut:]}\n" for one in data.get("CommonPrefixes") or ()]
    lines += [
        f"{_time(one['LastModified'])} {one['Size']:>10} {one['Key'][cut:]}\n"
        for one in data.get("Contents") or ()
    ]
    return "".join(lines)


def print_body(data: Mapping[str, Any]) -> str:
    """The object itself."""
    return bytes(data["Body"]).decode(errors="replace")


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")
