"""Runs inside the environment of the real CLI: command lines on stdin, the request each would make on stdout.

Imports nothing of ours. No request leaves: it is caught when the client is handed its parameters.
"""

import base64
import contextlib
import datetime
import io
import json
import os
import shlex
import sys
from typing import Any


class Caught(BaseException):
    """Carries the request out of the CLI."""


def plain(value: Any) -> Any:
    """JSON of a parameter; file objects and bytes as base64."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "read"):
        value = value.read()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return value


def blobs(value: Any, shape: Any) -> Any:
    """Texts given for blobs as the base64 that goes over the wire."""
    if shape.type_name == "blob" and isinstance(value, str):
        return value.encode()
    if shape.type_name == "structure" and isinstance(value, dict):
        return {k: blobs(v, shape.members[k]) if k in shape.members else v for k, v in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [blobs(item, shape.member) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: blobs(item, shape.value) for key, item in value.items()}
    return value


def main() -> None:
    """One JSON list in, one out."""
    commands = json.load(sys.stdin)
    os.environ.update(
        AWS_CONFIG_FILE="/nonexistent", AWS_SHARED_CREDENTIALS_FILE="/nonexistent", AWS_REGION="us-east-1"
    )
    os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
    sys.argv[0] = "aws"
    from awscli.clidriver import create_clidriver  # type: ignore[import-not-found]

    caught: dict[str, Any] = {}

    def catch(params: Any, model: Any, **_: Any) -> None:
        from botocore.validate import ParamValidator

        shape = model.input_shape
        made = {"service": model.service_model.service_name, "operation": model.name, "params": params}
        if shape is not None:
            errors = ParamValidator().validate(params, shape)
            if errors.has_errors():
                made = {"error": errors.generate_report()}
            else:
                made["params"] = blobs(params, shape)
        caught.clear()
        caught.update(plain(made))
        raise Caught

    answers = []
    loader = create_clidriver().session.get_component("data_loader")  # it keeps each model that was read
    for command in commands:
        caught.clear()
        os.chdir(command["folder"])
        driver = create_clidriver()
        driver.session.register_component("data_loader", loader)
        driver.session.register("provide-client-params", catch)
        errors = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
            try:
                words = shlex.split(command["line"].replace("\\\n", ""))
                driver.main(words[1:])
            except (Caught, SystemExit, Exception):
                pass
        answers.append(dict(caught) or {"error": errors.getvalue().strip()[-200:] or "no request"})
    print(json.dumps(answers, default=float))


if __name__ == "__main__":
    main()
