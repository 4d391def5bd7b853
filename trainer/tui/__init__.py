"""The terminal screens.

asyncio, on which Textual stands, loads OpenSSL for connections that screens never open. It takes four
megabytes for the whole evening; here asyncio is loaded as in a Python that was built without it.
"""

import sys

if "asyncio" not in sys.modules and "ssl" not in sys.modules:
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how Python marks what cannot be imported
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]  # whoever wants it later has it
