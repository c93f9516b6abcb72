"""Functions and objects of the user's, which steps know by name: so a recipe can hold them, and other processes.

They may stand in an installed package, or in a file of the folder in which the program runs.
"""

import os
import sys
from importlib import import_module
from typing import Annotated, Any

from pydantic import BeforeValidator

from mathdata.errors import OptionError


def named(call: Any) -> Any:
    """The name `module:function` of a function, by which another process finds it; a name stays as it is.

    >>> named(len)
    'builtins:len'
    """
    if not callable(call):
        return call
    name = f"{getattr(call, '__module__', None)}:{getattr(call, '__qualname__', None)}"
    if "<" in name or found(name) is not call:
        raise ValueError(
            f"found {name}, wanted a function at the top of a module: a recipe and other processes know it by name"
        )
    return name


def found(name: str) -> Any:
    """What stands under a name `package.module:name`.

    Raises:
        OptionError: if nothing does.
    """
    module, colon, path = name.partition(":")
    if not colon or not module or not path:
        raise OptionError(f"found call {name!r}, wanted package.module:function")
    if os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())  # behind all others: a file there takes no package's place
    try:
        value: Any = import_module(module)
        for part in path.split("."):
            value = getattr(value, part)
    except (ImportError, AttributeError) as error:
        raise OptionError(f"found no {name!r} ({error}); check the name, and that it can be imported") from error
    return value


def called(name: str) -> Any:
    """The function under a name.

    Raises:
        OptionError: if there is none.
    """
    value = found(name)
    if not callable(value):
        raise OptionError(f"found {type(value).__name__} at {name!r}, wanted a function")
    return value


Call = Annotated[str, BeforeValidator(named)]
"""A function by its name, `package.module:function`; given itself, it is asked for its name."""
