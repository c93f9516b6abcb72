"""`python -m mathdata`: the command line."""

from mathdata.cli import main

if __name__ == "__main__":
    main()
