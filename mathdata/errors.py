"""Every error that mathdata raises on purpose.

```text
MathdataError
├── InputError        (ValueError)         what stands in a file cannot be read as asked
│   ├── AmbiguousFormat                    several layouts fit: the user must name one
│   ├── UnknownLayout                      no layout fits
│   └── TooManyRejects                     rows failed, and more of them than the user allowed
├── LossError         (ValueError)         the target cannot carry what the records hold
├── OptionError       (ValueError)         options that contradict each other or the files
├── WorkerLost        (RuntimeError)       a worker process ended before its work was done
├── PluginError       (RuntimeError)       two plug-ins of one name, or one that does not load
├── MissingExtra      (ModuleNotFoundError) an optional package is not installed
└── CannotSolve       (ValueError)         a problem outside what a family can do, or beyond its limits
```

A message says where, what was found, what was wanted, and what to do.
"""

import os


class MathdataError(Exception):
    """Anything that mathdata refuses, with a message for the person who asked."""


class InputError(MathdataError, ValueError):
    """What stands in a file cannot be read as asked."""


class AmbiguousFormat(InputError):
    """Several layouts fit a file equally well; the message names them."""


class UnknownLayout(InputError):
    """No layout fits a file; the message shows the keys that were found."""


class TooManyRejects(InputError):
    """Rows failed, and more of them than the user allowed."""


class LossError(MathdataError, ValueError):
    """The target layout cannot carry what the records hold."""


class OptionError(MathdataError, ValueError):
    """Options that contradict each other or the files they are for."""


class WorkerLost(MathdataError, RuntimeError):
    """A worker process ended before its work was done: killed from outside, or out of memory."""


class PluginError(MathdataError, RuntimeError):
    """Two plug-ins of one name, or one that cannot be loaded."""


class MissingExtra(MathdataError, ModuleNotFoundError):
    """An optional package is not installed; the message names the extra that brings it."""


class CannotSolve(MathdataError, ValueError):
    """A problem outside what a family can do, or beyond its limits."""


def shown(path: str | os.PathLike[str]) -> str:
    r"""The name of a file as text: what in it is not UTF-8, as Linux allows, stands as its bytes.

    >>> shown("训练.jsonl"), shown(os.fsdecode(b"caf\xe9.jsonl"))
    ('训练.jsonl', 'caf\\xe9.jsonl')
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")
