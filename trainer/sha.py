"""SHA-256 of the interpreter's own, as Python's `random` takes its SHA-512.

`hashlib` looks for OpenSSL first, whose library takes some four megabytes for as long as the program runs and
milliseconds to load; it would be quicker from megabytes on, and what is hashed here is shorter.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # where Python 3.12 and later have it
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:  # an interpreter that was built with none
            from hashlib import sha256

__all__ = ["sha256"]
