"""`python -m delib`."""

from delib.cli import main

if __name__ == "__main__":
    main()
